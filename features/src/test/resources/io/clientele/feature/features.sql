-- Every feature a second time, straight from the silver tables, as rows of customer, feature and
-- value. Expects views of the tables and the variables as_of and zone.

-- Spark's times may come without a zone: they are UTC.
set timezone = 'UTC';
create macro local_day(instant) as
  cast(timezone(getvariable('zone'), cast(instant as timestamptz)) as date);

create table counted as
select o.source_id, o.customer_source_id as customer, local_day(o.placed_at) as day,
  o.reported_total as spend, o.reported_discount as discount, o.sales_channel as channel,
  coalesce(o.item_count, l.units, 0) as units
from orders o
left join (select order_source_id, sum(quantity) as units from order_lines group by 1) l
  on l.order_source_id = o.source_id
where o.status not in ('CANCELLED', 'FAILED', 'DRAFT') and not o.is_test
  and o.customer_source_id is not null;

create table given_back as
select coalesce(r.customer_source_id, o.customer_source_id) as customer,
  local_day(r.refunded_at) as day, r.reported_amount as amount
from refunds r
left join orders o on o.source_id = r.order_source_id
where (o.source_id is null or (o.status not in ('CANCELLED', 'FAILED', 'DRAFT') and not o.is_test))
  and coalesce(r.customer_source_id, o.customer_source_id) is not null;

create table seen as
select customer_source_id as customer, event_name as kind, occurred_at as instant,
  local_day(occurred_at) as day, session_id
from events where customer_source_id is not null;

create table sessions as
select customer, local_day(min(instant)) as day from seen where session_id is not null
group by customer, session_id
union all
select customer, day from (
  select customer, day, instant - lag(instant) over (partition by customer order by instant) as gap
  from seen where session_id is null)
where gap is null or gap >= interval 30 minutes;

create table mailed as
select customer_source_id as customer, what, local_day(instant) as day
from messages
cross join lateral (values ('mail sent', sent_at), ('mail opened', first_opened_at),
  ('mail clicked', first_clicked_at)) as m (what, instant)
where customer_source_id is not null and instant is not null;

create table measured as
select customer, day, 'orders' as measure, 1.0::decimal(28, 4) as value from counted
union all select customer, day, 'units', units from counted
union all select customer, day, 'net_spend', spend from counted
union all select customer, day, 'net_spend', -amount from given_back
union all select customer, day, 'returns', 1 from given_back
union all select customer, day, 'sessions', 1 from sessions
union all select customer, day, kind, 1 from seen
union all select customer, day, what, 1 from mailed;

create table past as select * from measured where day < getvariable('as_of');
create table bought as select * from counted where day < getvariable('as_of');
create table returned as select * from given_back where day < getvariable('as_of');

create table known as
select customer, min(day) as first_day from (
  select customer, day from past
  union all
  select source_id, local_day(source_created_at) from customers
  where source_created_at is not null)
where day < getvariable('as_of')
  and customer not in (select source_id from customers where is_test)
group by 1;

create table windows (days integer, suffix text);
insert into windows values
  (7, '_7d'), (30, '_30d'), (60, '_60d'), (90, '_90d'), (180, '_180d'), (365, '_365d'),
  (1000000, '');

create table answers (customer text, feature text, number double, name text);

insert into answers
select k.customer, m.measure || w.suffix,
  coalesce(sum(p.value) filter (p.day >= getvariable('as_of') - w.days), 0), null
from known k
cross join windows w
cross join (values ('orders'), ('units'), ('net_spend'), ('returns'), ('sessions'),
  ('page_viewed'), ('product_viewed'), ('product_added_to_cart'), ('checkout_started'))
  as m (measure)
left join past p on p.customer = k.customer and p.measure = m.measure
group by k.customer, m.measure, w.suffix;

-- Messages where there are any, else events, never both.
create table reached as
select customer, 'messages_' || split_part(measure, ' ', 2) as measure, day
from past where measure like 'mail %'
  and customer in (select customer from past where measure = 'mail sent')
union all
select customer, 'messages_' || split_part(measure, '_', 2), day
from past where measure in ('message_sent', 'message_opened', 'message_clicked')
  and customer not in (select customer from past where measure = 'mail sent');

insert into answers
select k.customer, m.measure || w.suffix,
  count(r.day) filter (r.day >= getvariable('as_of') - w.days), null
from known k
cross join windows w
cross join (values ('messages_sent'), ('messages_opened'), ('messages_clicked')) as m (measure)
left join reached r on r.customer = k.customer and r.measure = m.measure
group by k.customer, m.measure, w.suffix;

create table order_days as
select customer, day, sum(spend) as spend,
  day - lag(day) over (partition by customer order by day) as gap
from bought group by customer, day;

insert into answers
select customer, 'tenure_days', getvariable('as_of') - first_day, null from known
union all
select customer, 'recency_days', getvariable('as_of') - max(day), null from order_days group by 1
union all
select customer, 'days_since_active', getvariable('as_of') - max(day), null from past
where measure not in ('sessions', 'mail sent', 'message_sent', 'message_delivered',
  'message_bounced_hard', 'message_bounced_soft')
group by 1
union all
select customer, 'days_since_' || measure, getvariable('as_of') - max(day), null from past
where measure in ('page_viewed', 'product_viewed', 'product_added_to_cart', 'checkout_started')
group by customer, measure
union all
select customer, 'days_since_' || replace(measure, 'mail ', 'message_'),
  getvariable('as_of') - max(day), null from past
where measure in ('message_opened', 'message_clicked', 'mail opened', 'mail clicked')
group by all;

create table gaps as
select customer, median(gap)::double as middle, avg(gap) as mean, stddev_samp(gap) as deviation,
  arg_min(gap, day) as first_gap, getvariable('as_of') - max(day) as silence
from order_days where gap is not null group by 1;

insert into answers
select customer, 'median_order_gap_days', middle, null from gaps
union all
select customer, 'mean_order_gap_days', mean, null from gaps
union all
select customer, 'order_gap_deviation_days', deviation, null from gaps where deviation is not null
union all
select customer, 'second_order_days', first_gap, null from gaps
union all
select customer, 'silence_ratio', silence / middle, null from gaps;

create table money as
select customer, count(*) as orders, sum(spend) as spend, sum(discount) as discount,
  count(*) filter (day >= getvariable('as_of') - 180) as orders_lately,
  coalesce(sum(spend) filter (day >= getvariable('as_of') - 180), 0) as spend_lately
from bought group by 1;

insert into answers
select m.customer, 'average_order_value',
  round((m.spend - coalesce(r.amount, 0)) / m.orders, 4), null
from money m
left join (select customer, sum(amount) as amount from returned group by 1) r using (customer)
union all
select customer, 'order_value_trend',
  (spend_lately / orders_lately) / ((spend - spend_lately) / (orders - orders_lately)), null
from money where orders_lately > 0 and orders > orders_lately and spend > spend_lately
union all
select customer, 'discount_share', discount / (spend + discount), null
from money where spend + discount > 0
union all
select m.customer, 'return_share', coalesce(r.amount, 0) / m.spend, null
from money m
left join (select customer, sum(amount) as amount from returned group by 1) r using (customer)
where m.spend > 0
union all
select k.customer, 'repeat_order_days', greatest(count(d.day) - 1, 0), null
from known k left join order_days d using (customer) group by 1
union all
select customer, 'repeat_span_days', max(day) - min(day), null from order_days group by 1
union all
select customer, 'observed_days', getvariable('as_of') - min(day), null from order_days group by 1
union all
select customer, 'mean_repeat_spend', round(avg(spend) filter (gap is not null), 4), null
from order_days group by 1 having count(gap) > 0;

create table tastes as
select 'categor' as what, b.customer, l.category as name, sum(l.line_total) as value
from bought b join order_lines l on l.order_source_id = b.source_id
where l.category is not null group by all having sum(l.line_total) > 0
union all
select 'channel', customer, channel, count(*) from bought where channel is not null group by all;

create table shares as
select *, value / sum(value) over (partition by what, customer) as share,
  row_number() over (partition by what, customer order by value desc, name) as place
from tastes;

insert into answers
select customer, if(what = 'channel', 'top_channel', 'top_category'), null, name
from shares where place = 1
union all
select customer, if(what = 'channel', 'top_channel_share', 'top_category_share'), share, null
from shares where place = 1
union all
select k.customer, f.feature, count(s.name), null
from known k
cross join (values ('categories', 'categor'), ('channels', 'channel')) as f (feature, what)
left join shares s on s.customer = k.customer and s.what = f.what
group by all
union all
select customer, 'category_entropy', -sum(share * ln(share)), null
from shares where what = 'categor' group by 1;

insert into answers
select customer, feature, parts / wholes, null from (
  select customer, part || '_rate' || suffix as feature,
    count(*) filter (measure = 'messages_' || verb) as parts,
    count(*) filter (measure = 'messages_sent') as wholes
  from reached
  cross join windows w
  cross join (values ('message_open', 'opened'), ('message_click', 'clicked')) as r (part, verb)
  where day >= getvariable('as_of') - w.days and w.days in (90, 365, 1000000)
  group by all)
where wholes > 0;

-- Of test customers, much was computed above too.
create view features as select * from answers semi join known using (customer);
