-- From format 1 to 2: speeches say whether they were named and what is doubtful of them; findings get their tables, empty,
-- and are found anew, as no fingerprint fits. What was wrong with the tables beside the files was not kept by table.

ALTER TABLE speech ADD COLUMN conflicts VARCHAR DEFAULT '[]';
ALTER TABLE speech ADD COLUMN named BOOLEAN DEFAULT false;

INSERT INTO meta VALUES ('tables', '{}'), ('rules', '{}'), ('run', '{}'), ('added', '[]');
UPDATE meta SET value = '' WHERE key = 'fingerprint';
DELETE FROM meta WHERE key = 'warnings';
UPDATE meta SET value = '2' WHERE key = 'format';

-- What was found, a pure function of all above, kept to save work; speeches go by number in the order of identifiers,
-- offsets are code points of the text as read. Where meta.fingerprint is not that of the program, it is found anew.
CREATE TABLE formula (
    rank INTEGER PRIMARY KEY,          -- from 1
    formula_id VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    canonical VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    first_date VARCHAR NOT NULL,
    first_speech VARCHAR NOT NULL,
    last_date VARCHAR NOT NULL,
    last_speech VARCHAR NOT NULL,
    first_certainty VARCHAR NOT NULL,
    part_of VARCHAR NOT NULL,
    speeches INTEGER NOT NULL,
    occurrences INTEGER NOT NULL,
    speakers INTEGER NOT NULL,
    score DOUBLE NOT NULL,
    parts VARCHAR NOT NULL,            -- JSON: {name: value}
    life VARCHAR NOT NULL              -- JSON: [first year, last year, taken up, laid down]
);

CREATE TABLE variant (
    formula INTEGER NOT NULL,          -- rank less one; the label first, then in order
    canonical VARCHAR NOT NULL,
    surface VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,
    attests BOOLEAN NOT NULL,
    speeches INTEGER NOT NULL,
    occurrences INTEGER NOT NULL,
    first_date VARCHAR NOT NULL,
    first_speech VARCHAR NOT NULL
);

CREATE TABLE occurrence (
    formula INTEGER NOT NULL,
    variant INTEGER NOT NULL,          -- within the formula
    speech INTEGER NOT NULL,
    "begin" INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);

CREATE TABLE passage (
    first INTEGER NOT NULL,            -- speech
    first_begin INTEGER NOT NULL,
    first_end INTEGER NOT NULL,
    second INTEGER NOT NULL,
    second_begin INTEGER NOT NULL,
    second_end INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    similarity DOUBLE NOT NULL,
    bits DOUBLE NOT NULL
);

CREATE TABLE twin (
    speech INTEGER NOT NULL,
    twin_of INTEGER NOT NULL,
    share DOUBLE NOT NULL,
    counted BOOLEAN NOT NULL
);

CREATE TABLE repeated (
    speech INTEGER NOT NULL,
    "begin" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    reason VARCHAR NOT NULL
);
