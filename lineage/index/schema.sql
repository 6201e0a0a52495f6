-- The index of lineage, format 2.
--
-- Format 1 (0.1.0): meta, reading, speech.
-- Format 2 (0.1.0): speech says whether its identifier was given and where what is stated of it disagrees; the findings
--     are kept: formula, variant, occurrence, passage, twin, repeated. See migrations/.

CREATE TABLE meta (
    key VARCHAR PRIMARY KEY,     -- format, writer, settings (JSON), fingerprint, column_fingerprint, generation, and as JSON: rules, roots, skipped, tables, run, added
    value VARCHAR NOT NULL
);

-- What the bytes of a file say, whatever it is called: the own columns of a speech, never rewritten.
CREATE TABLE reading (
    content_hash VARCHAR PRIMARY KEY,  -- hex SHA-256 of the bytes, and the encoding where one is stated
    text VARCHAR NOT NULL,             -- the text as read
    encoding VARCHAR NOT NULL,
    encoding_evidence VARCHAR NOT NULL,
    furniture VARCHAR NOT NULL,        -- JSON: [[begin, end, reason], …], code points of text
    facts VARCHAR NOT NULL,            -- JSON: {field: [value, provenance, evidence]}, from the text alone
    warnings VARCHAR NOT NULL,         -- JSON: [sentence, …]
    script VARCHAR NOT NULL,           -- Hans, Hant, mixed
    region VARCHAR NOT NULL,           -- empty, Taiwan, Hong Kong
    canonical VARCHAR NOT NULL,        -- canonical text
    character_begin BLOB NOT NULL,     -- little-endian int32 a character: its span in text
    character_end BLOB NOT NULL,
    boundary BLOB NOT NULL,            -- uint8 a character and one for the end: flags of the boundary before it
    word_start BLOB NOT NULL           -- little-endian int32 a word and one for the end: its first character
);

CREATE TABLE speech (
    speech_id VARCHAR PRIMARY KEY,
    file VARCHAR NOT NULL,             -- path under the root, POSIX
    content_hash VARCHAR NOT NULL,     -- its reading
    facts VARCHAR NOT NULL,            -- JSON: {field: [value, provenance, evidence]}, the value that won
    conflicts VARCHAR NOT NULL,        -- JSON: [sentence, …]
    named BOOLEAN NOT NULL             -- whether the identifier was given, and not made from the file
);

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
