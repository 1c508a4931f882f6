CREATE TYPE weather AS ENUM ('sun', 'rain', 'snow', 'hail');
CREATE DOMAIN percent AS numeric(5,2) CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE station (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  small int2 NOT NULL, big int8 NOT NULL, huge numeric(30,0), exact numeric(20,10), loose numeric, single float4, double float8,
  price money, seen timestamp, zoned timestamptz, ends timestamp, founded date, until date, opens time, shuts timetz,
  span interval, drift interval, flag boolean, mask bit(4), bits varbit(8), note json, doc jsonb NOT NULL, pages int[], tags text[],
  grid int[][], code uuid NOT NULL, host inet, net cidr, card macaddr, sky weather NOT NULL, share percent, short char(5), label name,
  page xml, place point, area int4range, period daterange, words tsvector, raw bytea NOT NULL, nothing text,
  doubled int GENERATED ALWAYS AS (small * 2) STORED);
