INSERT INTO person.state_province (code, country, name) SELECT 'S' || chr(65 + g / 5) || chr(65 + g % 5), (ARRAY['US', 'CA', 'FR'])[1 + g % 3], 'State ' || g FROM generate_series(1, 24) g;
INSERT INTO person.address (line1, line2, city, state_id, postal, spot, modified)
  SELECT g || ' Main Street', CASE WHEN g % 5 = 0 THEN 'Suite ' || g END, 'City ' || g % 12, 1 + g % 24, lpad((g * 37 % 99999)::text, 5, '0'), point(g, -g / 2.0),
    timestamp '2012-05-01' + g * interval '1 day' FROM generate_series(1, 150) g;
INSERT INTO person.business_entity (modified) SELECT timestamp '2012-05-01' + g * interval '3 hours' FROM generate_series(1, 200) g;
INSERT INTO person.person SELECT g, CASE WHEN g = 9 THEN 'GC' WHEN g < 60 THEN 'EM' ELSE (ARRAY['IN', 'SC'])[1 + g % 2] END, g % 4 = 0,
  CASE WHEN g % 3 = 0 THEN 'Ms.' WHEN g % 3 = 1 THEN 'Mr.' END, 'First' || g % 40, 'Last' || g % 50, g % 3,
  ('<survey><income>' || g % 5 || '</income></survey>')::xml, gen_random_uuid() FROM generate_series(1, 180) g;
INSERT INTO person.address_type VALUES (1, 'Billing'), (2, 'Home'), (3, 'Main Office');
INSERT INTO person.entity_address SELECT g, 1 + g % 150, 1 + g % 3, timestamp '2013-01-01' + g * interval '1 hour' FROM generate_series(1, 180) g;
INSERT INTO person.email SELECT g, e, 'user' || g || '.' || e || '@works.example' FROM generate_series(1, 180) g, generate_series(1, 2) e WHERE e = 1 OR g % 4 = 0;
INSERT INTO person.shift VALUES (1, 'Day', '07:00', '15:00'), (2, 'Evening', '15:00', '23:00'), (3, 'Night', '23:00', '24:00:00');
INSERT INTO person.employee SELECT g, g, lpad((g * 7919)::text, 9, '1'), NULLIF(g / 6, 0), (ARRAY['Buyer', 'Janitor', 'Designer'])[1 + g % 3],
  date '1960-01-01' + g * 211, CASE WHEN g % 2 = 0 THEN 'M' WHEN g = 7 THEN 's' ELSE 'S' END, CASE WHEN g = 11 THEN 'f' WHEN g % 3 = 0 THEN 'F' ELSE 'M' END,
  date '2009-01-01' + g * 17, g % 5 = 0, (g * 13) % 100 - 10, CASE WHEN g = 5 THEN 50 ELSE (ARRAY[10, 20, 30])[1 + g % 3] END,
  CASE WHEN g % 6 = 0 THEN time '24:00:00' ELSE time '16:00' + g * interval '7 minutes' END FROM generate_series(1, 58) g;
INSERT INTO production.unit VALUES ('CM', 'Centimeter'), ('G', 'Gram'), ('LB', 'Pound'), ('EA', 'Each');
INSERT INTO production.category VALUES (1, 'Bikes'), (2, 'Components'), (3, 'Clothing'), (4, 'Accessories');
INSERT INTO production.subcategory SELECT g, 1 + g % 4, 'Sub ' || g FROM generate_series(1, 20) g;
INSERT INTO production.product SELECT g, 'Product ' || g, (ARRAY['BK', 'FR', 'HL'])[1 + g % 3] || '-' || lpad((g * 31)::text, 4, '0'), g % 2 = 0,
  (ARRAY['Red', 'Black', 'Silver', NULL])[1 + g % 4], 100 + g % 900, (g * 7.31)::numeric::money, g * 11.0309, (ARRAY['CM', 'G', 'LB', NULL])[1 + g % 4],
  CASE WHEN g % 3 > 0 THEN 1 + g / 10.0 END, (ARRAY['S', 'T', 'M', 'R', NULL])[1 + g % 5], CASE WHEN g % 6 > 0 THEN 1 + g % 20 END,
  timestamp '2011-05-31' + g * interval '1 day', CASE WHEN g % 2 = 0 THEN timestamp '2012-05-31' + g * interval '1 day' END, gen_random_uuid() FROM generate_series(1, 120) g;
INSERT INTO production.location SELECT g, 'Place ' || g, (ARRAY['hall', 'yard', 'cold store', 'office'])[1 + g % 4], (ARRAY[-10, 0, 20])[1 + g % 3], (g * 2.5)::numeric::money FROM generate_series(1, 9) g;
INSERT INTO production.inventory SELECT p, l, CASE WHEN (p + l) % 7 = 0 THEN 'N/A' ELSE chr(65 + (p * l) % 10) END, (p * 3 + l) % 101, (p * l) % 500
  FROM generate_series(1, 120) p, generate_series(1, 3) l;
INSERT INTO production.material SELECT g, CASE WHEN g % 9 > 0 THEN 1 + g % 40 END, 41 + g % 80, (ARRAY['EA', 'CM'])[1 + g % 2], g % 4, 1 + g % 8 FROM generate_series(1, 200) g;
INSERT INTO sales.territory SELECT g, 'Territory ' || g, (ARRAY['North America', 'Europe'])[1 + g % 2], (g * 1000.5)::numeric::money FROM generate_series(1, 10) g;
INSERT INTO sales.customer (customer_id, person_id, territory_id) SELECT g, CASE WHEN g % 8 > 0 THEN 1 + g % 180 END, 1 + g % 10 FROM generate_series(1, 150) g;
INSERT INTO sales.offer SELECT g, 'Offer ' || g, g / 100.0, (ARRAY['No Discount', 'Volume Discount', 'Excess, old'])[1 + g % 3] FROM generate_series(1, 15) g;
INSERT INTO sales.offer VALUES (16, 'Offer 16', 0.3, 'It''s seasonal');
INSERT INTO sales.offer_product SELECT DISTINCT 1 + g % 16, 1 + g % 120, gen_random_uuid() FROM generate_series(1, 240) g;
INSERT INTO sales.order_header SELECT g, g % 3, timestamp '2013-05-31' + g * interval '11 hours', timestamp '2013-06-12' + g * interval '11 hours',
  CASE WHEN g % 10 > 0 THEN timestamp '2013-06-07' + g * interval '11 hours' END, 1 + g % 5, CASE WHEN g = 77 THEN 'fair' ELSE (ARRAY['web', 'shop', 'phone'])[1 + g % 3] END,
  1 + g % 150, CASE WHEN g % 4 > 0 THEN 1 + g % 58 END, 1 + g % 150, g * 3.1415, (g * 0.31)::numeric::money, (g * 0.11)::numeric::money FROM generate_series(1, 400) g;
INSERT INTO sales.order_line (order_id, line_id, quantity, product_id, offer_id, price, off)
  SELECT o, l, 1 + (o * l) % 9, op.product_id, op.offer_id, 1 + (o * l) % 700 / 7.0, (o % 4) / 20.0
  FROM generate_series(1, 400) o, generate_series(1, 3) l
  JOIN LATERAL (SELECT * FROM sales.offer_product ORDER BY offer_id, product_id OFFSET (o * 7 + l * 13) % 200 LIMIT 1) op ON true WHERE l <= 1 + o % 3;
