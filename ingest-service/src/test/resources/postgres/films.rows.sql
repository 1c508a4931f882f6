INSERT INTO language (name, last_update) SELECT n, timestamptz '2022-02-15 10:02:19+00' FROM unnest(ARRAY['English', 'Italian', 'Japanese', 'Mandarin', 'French', 'German']) n;
INSERT INTO film (title, description, release_year, language_id, original_language_id, rental_duration, rental_rate, length, replacement_cost, rating, last_update, special_features)
  SELECT (ARRAY['ACADEMY', 'AFRICAN', 'AIRPORT', 'ALONE'])[1 + g % 4] || ' ' || (ARRAY['DINOSAUR', 'EGG', 'POLLOCK'])[1 + g % 3] || ' ' || g,
    'A epic drama of a feminist and a mad scientist who must battle a teacher in the place ' || g % 30, 1990 + g % 32, 1 + g % 6, CASE WHEN g % 5 = 0 THEN 1 + g % 4 END,
    3 + g % 5, (ARRAY[0.99, 2.99, 4.99])[1 + g % 3], 46 + g * 7 % 140, 9.99 + g % 20, CASE WHEN g = 13 THEN 'NC-17' ELSE (ARRAY['G', 'PG', 'R'])[1 + g % 3] END::rating,
    timestamptz '2022-02-15 10:05:03+00' + g * interval '1 second',
    CASE g % 3 WHEN 0 THEN '{Trailers}'::text[] WHEN 1 THEN '{Trailers,"Deleted Scenes"}'::text[] END
  FROM generate_series(1, 250) g;
INSERT INTO actor (first_name, last_name, last_update) SELECT 'A' || g % 30, 'B' || g % 40, timestamptz '2022-02-15 09:34:33+00' FROM generate_series(1, 80) g;
INSERT INTO film_actor SELECT DISTINCT ON (a, f) a, f, timestamptz '2022-02-15 10:05:03+00' FROM (SELECT 1 + g % 80 AS a, 1 + (g * 17) % 250 AS f FROM generate_series(1, 600) g) s;
INSERT INTO category SELECT g, 'Category ' || g FROM generate_series(1, 16) g;
INSERT INTO film_category SELECT g, 1 + g % 16 FROM generate_series(1, 250) g;
BEGIN;
INSERT INTO store SELECT g, g, time '08:00', CASE WHEN g % 3 = 0 THEN time '24:00:00' ELSE time '20:00' + g % 12 * interval '10 minutes' END FROM generate_series(1, 24) g;
INSERT INTO staff SELECT g, 'Mike' || g, 'Hill' || g, 'staff' || g || '@films.example', 1 + (g - 1) % 24, g % 5 > 0, 'user' || g, md5(g::text), CASE WHEN g % 2 = 0 THEN decode(md5(g::text) || md5('x' || g), 'hex') END
  FROM generate_series(1, 30) g;
COMMIT;
INSERT INTO customer SELECT g, 1 + g % 24, 'C' || g % 60, 'D' || g % 70, 'customer' || g || '@films.example', date '2022-02-14' - g % 40, g % 10 / 9 FROM generate_series(1, 200) g;
INSERT INTO inventory SELECT g, 1 + g % 250, 1 + g % 24 FROM generate_series(1, 400) g;
INSERT INTO rental SELECT g, timestamptz '2022-01-05 11:30:37+00' + g * interval '2 hours 13 minutes', 1 + g % 400, 1 + g % 200,
  CASE WHEN g % 12 > 0 THEN timestamptz '2022-01-08 21:34:00+00' + g * interval '2 hours 13 minutes' END, 1 + g % 30 FROM generate_series(1, 800) g;
INSERT INTO payment SELECT g, 1 + g % 200, 1 + g % 30, g, (ARRAY[0.99, 2.99, 4.99, 11.99])[1 + g % 4], timestamptz '2022-01-05 11:30:37+00' + g * interval '2 hours 13 minutes' FROM generate_series(1, 800) g;
REFRESH MATERIALIZED VIEW rental_by_category;
