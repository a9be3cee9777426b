-- What nodes tell each other about the work in their hands.

-- One row while a node computes what it claimed, committed apart from the claim's own transaction: when that transaction is
-- no longer in progress and the row is still there, the node died of it, or was cut off. Not logged: a crash of the server, which
-- ends all claims, empties the table, and so accuses nobody.
CREATE UNLOGGED TABLE attempt (
    id                bigint GENERATED ALWAYS AS IDENTITY,
    node              text NOT NULL,
    ecosystem_ids     bigint[] NOT NULL,
    generation        integer,                   -- where it started; NULL for a batch
    lone_generations  integer,                   -- how many it may compute, alone; NULL for a batch
    claim             xid8 NOT NULL,             -- the transaction that holds the locks
    process           integer,                   -- the server's process behind it
    silence           interval,                  -- how long the node may be silent
    server_started    timestamptz NOT NULL,      -- transactions that a restart of the server ended accuse nobody
    started_at        timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX attempt_claim ON attempt (claim);

-- Ecosystems that were in the hands of a node that died. They run alone, a few generations at a time.
CREATE TABLE suspect (
    ecosystem_id   bigint PRIMARY KEY,
    generations    integer NOT NULL,
    careful_until  integer NOT NULL,
    lone_deaths    integer NOT NULL,
    node           text
);

-- The order in which they run: those of which the least is known first.
CREATE INDEX suspect_order ON suspect (generations, ecosystem_id);
