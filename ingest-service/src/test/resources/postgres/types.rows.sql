INSERT INTO station (small, big, huge, exact, loose, single, double, price, seen, zoned, ends, founded, until, opens, shuts, span, drift,
  flag, mask, bits, note, doc, pages, tags, grid, code, host, net, card, sky, share, short, label, page, place, area, period, words, raw)
SELECT g % 90, 9007199254740993 + g * 1000003, (g::numeric * 123456789012345678901234567) % 1e29, g / 7.0, sqrt(g)::numeric, sqrt(g)::float4,
  g * 1e-7, (g * 12.34)::numeric::money, timestamp '2021-03-04 05:06:07' + g * interval '7 hours 3.5 seconds',
  timestamptz '2021-03-04 05:06:07+02' + g * interval '7 hours',
  CASE g % 10 WHEN 0 THEN 'infinity' WHEN 1 THEN '-infinity' ELSE timestamp '2022-01-01' + g * interval '1 hour' END,
  CASE WHEN g % 40 = 0 THEN date '0045-02-29 BC' + g ELSE date '1500-01-01' + g * 400 END,
  CASE WHEN g % 9 = 0 THEN 'infinity' ELSE date '2023-01-01' + g END,
  time '06:00' + g * interval '97 seconds', timetz '06:00+02' + g * interval '97 seconds',
  g * interval '5 hours 17 seconds' + (g % 3) * interval '1 month', (g - 100) * interval '11 hours 0.25 seconds',
  g % 3 = 0, (g % 16)::bit(4), (g % 5)::bit(8)::varbit(8),
  json_build_object('level', g % 7, 'ok', g % 2 = 0), jsonb_build_object('id', g, 'tags', jsonb_build_array('x', g % 4), 'none', null),
  ARRAY[g, g % 3], ARRAY['a', chr(97 + g % 5)], ARRAY[ARRAY[g, 1], ARRAY[2, 3]], gen_random_uuid(),
  ('10.1.' || g % 200 || '.' || g % 250)::inet, ('10.' || g % 4 || '.0.0/16')::cidr,
  ('08:00:2b:01:02:' || lpad(to_hex(g % 256), 2, '0'))::macaddr, (CASE WHEN g = 7 THEN 'hail' ELSE (ARRAY['sun', 'rain'])[1 + g % 2] END)::weather,
  (g % 100) + 0.25, 'ab', 'name' || g % 5, ('<row>' || g || '</row>')::xml, point(g / 3.0, g / 7.0), int4range(g, g + 5),
  daterange(date '2023-01-01' + g, date '2023-01-01' + g + 7), to_tsvector('english', 'quick foxes ' || g), decode(md5(g::text), 'hex')
FROM generate_series(1, 300) g;
