namespace CoEvolve.Core;

/// <summary>Walks over neighbouring blocks of a batch, caption by caption. Allocates nothing.</summary>
internal ref struct CaptionRuns
{
    private readonly ReadOnlySpan<int> _firstBlock;
    private readonly int _last;
    private int _caption;
    private int _block;

    /// <summary>A walk from block <paramref name="first"/> to before block <paramref name="last"/>.</summary>
    /// <param name="firstBlock">Where each caption's blocks begin, length K + 1.</param>
    /// <param name="caption">The caption of the first block, or one before it.</param>
    /// <param name="first">The first block.</param>
    /// <param name="last">The block after the last.</param>
    public CaptionRuns(ReadOnlySpan<int> firstBlock, int caption, int first, int last)
    {
        _firstBlock = firstBlock;
        _caption = caption - 1;
        _block = first;
        _last = last;
    }

    /// <summary>Where the walk is.</summary>
    public CaptionRun Current { get; private set; }

    /// <summary>The walk itself.</summary>
    public readonly CaptionRuns GetEnumerator() => this;

    /// <summary>Goes on to the next caption that has blocks here.</summary>
    public bool MoveNext()
    {
        if (_block >= _last)
            return false;
        do
            _caption++;
        while (_firstBlock[_caption + 1] <= _block);
        int end = Math.Min(_firstBlock[_caption + 1], _last);
        Current = new CaptionRun(_caption, _block, end);
        _block = end;
        return true;
    }
}
