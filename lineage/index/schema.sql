-- The index of lineage, format 1.
-- Format 1 (0.1.0): meta, reading, speech.

CREATE TABLE meta (
    key VARCHAR PRIMARY KEY,     -- format, writer, settings (JSON), fingerprint, column_fingerprint, generation, and as JSON: roots, skipped, warnings
    value VARCHAR NOT NULL
);

-- What the bytes of a file say, whatever it is called: the own columns of a speech, never rewritten.
CREATE TABLE reading (
    content_hash VARCHAR PRIMARY KEY,  -- hex SHA-256 of the bytes, and of the encoding where one is stated
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
    facts VARCHAR NOT NULL             -- JSON: {field: [value, provenance, evidence]}, the value that won
);
