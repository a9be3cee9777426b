-- Commands on their way. Whoever gives one inserts it here and into command, and never touches the ecosystem's row, which a node may
-- hold. The node that applies it takes it away, in the transaction that stores what came of it.
CREATE TABLE pending_command (
    ecosystem_id  bigint NOT NULL,
    command_id    bigint NOT NULL,
    PRIMARY KEY (ecosystem_id, command_id)
);

CREATE INDEX command_ecosystem ON command (ecosystem_id, id);
