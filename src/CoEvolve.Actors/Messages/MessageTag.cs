namespace CoEvolve.Actors;

/// <summary>Which message a binary form holds. The numbers are part of the format: never change or reuse one.</summary>
internal enum MessageTag : byte
{
    RunUntil = 1,
    GetCheckpoint = 2,
    RestoreTextModel = 3,
    RestoreImageModel = 4,
    RestoreCorpus = 5,
    RestoreUserContent = 6,
    AdvanceGeneration = 7,
    CaptionsWritten = 8,
    ImageModelPublished = 9,
    ImagesMade = 10,
    CorpusCounted = 11,
    UserImagesArrived = 12,
    InjectorAdvanced = 13,
    TextModelRetrained = 14,
    ImageModelRetrained = 15,
    GenerationCompleted = 16,
    GenerationRecorded = 17,
    TargetReached = 18,
    CheckpointTaken = 19,
    ApplyCommand = 20,
    SettingsChanged = 21,
    SettingsAdopted = 22,
    CommandApplied = 23,
}
