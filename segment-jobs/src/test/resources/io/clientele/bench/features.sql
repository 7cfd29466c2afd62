-- All features in the way that costs DuckDB least: one pass over the events, sums by customer and
-- disjoint window, then sums over at most seven windows. Expects views of the silver tables, the
-- macro local_day and the variable as_of.

create macro window_of(day) as case
  when day >= getvariable('as_of') - 7 then 0
  when day >= getvariable('as_of') - 30 then 1
  when day >= getvariable('as_of') - 60 then 2
  when day >= getvariable('as_of') - 90 then 3
  when day >= getvariable('as_of') - 180 then 4
  when day >= getvariable('as_of') - 365 then 5
  else 6 end;

-- Half up to four decimals, exactly.
create macro divided(total, parts) as
  sign(total) * ((2 * abs(total::hugeint) + parts::hugeint) // (2 * parts::hugeint)) / 10000;

-- Events: by session and day, so that a session counts on the day on which it began and an event on
-- its own.
create table visits as
select customer_source_id as customer, session_id, local_day(occurred_at) as day,
  count(*) filter (event_name = 'page_viewed')::integer as page_viewed,
  count(*) filter (event_name = 'product_viewed')::integer as product_viewed,
  count(*) filter (event_name = 'product_added_to_cart')::integer as product_added_to_cart,
  count(*) filter (event_name = 'checkout_started')::integer as checkout_started,
  count(*) filter (event_name = 'message_sent')::integer as message_sent,
  count(*) filter (event_name = 'message_opened')::integer as message_opened,
  count(*) filter (event_name = 'message_clicked')::integer as message_clicked,
  count(*) filter (event_name not in ('message_sent', 'message_delivered', 'message_bounced_hard',
    'message_bounced_soft'))::integer as active
from events where customer_source_id is not null
group by 1, 2, 3;

create table session_days as
select customer, day, count(*) as sessions from (
  select customer, min(day) as day from visits where session_id is not null
  group by customer, session_id
  union all
  select customer, local_day(instant) from (
    select customer_source_id as customer, occurred_at as instant,
      occurred_at - lag(occurred_at)
        over (partition by customer_source_id order by occurred_at) as gap
    from events where session_id is null and customer_source_id is not null)
  where gap is null or gap >= interval 30 minutes)
where day < getvariable('as_of')
group by 1, 2;

create table counted as
select o.source_id, o.customer_source_id as customer, local_day(o.placed_at) as day,
  o.net_total as net, o.reported_total as spend, o.reported_discount as discount,
  o.sales_channel as channel, coalesce(o.item_count, l.units, 0) as units
from orders o
left join (select order_source_id, sum(quantity) as units from order_lines group by 1) l
  on l.order_source_id = o.source_id
where o.status not in ('CANCELLED', 'FAILED', 'DRAFT') and not o.is_test
  and o.customer_source_id is not null and local_day(o.placed_at) < getvariable('as_of');

create table given_back as
select coalesce(r.customer_source_id, o.customer_source_id) as customer,
  local_day(r.refunded_at) as day, r.reported_amount as amount
from refunds r
left join orders o on o.source_id = r.order_source_id
where (o.source_id is null or (o.status not in ('CANCELLED', 'FAILED', 'DRAFT') and not o.is_test))
  and coalesce(r.customer_source_id, o.customer_source_id) is not null
  and local_day(r.refunded_at) < getvariable('as_of');

create table order_days as
select customer, day, count(*) as orders, sum(units) as units, sum(spend) as spend,
  sum(discount) as discount
from counted group by 1, 2;

create table seen as
select customer, window_of(day)::tinyint as w,
  sum(columns('^(page_viewed|product_viewed|product_added_to_cart|checkout_started|message_sent|message_opened|message_clicked)$'))::bigint as '\1',
  max(day) filter (active > 0) as last_day, min(day) as first_day,
  max(day) filter (page_viewed > 0) as last_page_viewed,
  max(day) filter (product_viewed > 0) as last_product_viewed,
  max(day) filter (product_added_to_cart > 0) as last_product_added_to_cart,
  max(day) filter (checkout_started > 0) as last_checkout_started,
  max(day) filter (message_opened > 0) as last_message_opened,
  max(day) filter (message_clicked > 0) as last_message_clicked
from visits where day < getvariable('as_of') group by 1, 2;

create table summed as
select customer, window_of(day)::tinyint as w, sum(orders)::bigint as orders, sum(units) as units,
  sum(spend) as net_spend, 0::bigint as returns, 0::bigint as sessions
from order_days group by 1, 2
union all
select customer, window_of(day)::tinyint, 0, 0, -sum(amount), count(*), 0
from given_back group by 1, 2
union all
select customer, window_of(day)::tinyint, 0, 0, 0, 0, sum(sessions)
from session_days group by 1, 2;

create table shopping as
select customer,
  coalesce(sum(columns('^(orders|units|net_spend|returns|sessions)$')) filter (w <= 0), 0) as '\1_7d',
  coalesce(sum(columns('^(orders|units|net_spend|returns|sessions)$')) filter (w <= 1), 0) as '\1_30d',
  coalesce(sum(columns('^(orders|units|net_spend|returns|sessions)$')) filter (w <= 2), 0) as '\1_60d',
  coalesce(sum(columns('^(orders|units|net_spend|returns|sessions)$')) filter (w <= 3), 0) as '\1_90d',
  coalesce(sum(columns('^(orders|units|net_spend|returns|sessions)$')) filter (w <= 4), 0) as '\1_180d',
  coalesce(sum(columns('^(orders|units|net_spend|returns|sessions)$')) filter (w <= 5), 0) as '\1_365d',
  sum(columns('^(orders|units|net_spend|returns|sessions)$')) as '\1'
from summed group by 1;

create table browsing as
select customer,
  coalesce(sum(columns('^(page_viewed|product_viewed|product_added_to_cart|checkout_started|message_sent|message_opened|message_clicked)$')) filter (w <= 0), 0) as '\1_7d',
  coalesce(sum(columns('^(page_viewed|product_viewed|product_added_to_cart|checkout_started|message_sent|message_opened|message_clicked)$')) filter (w <= 1), 0) as '\1_30d',
  coalesce(sum(columns('^(page_viewed|product_viewed|product_added_to_cart|checkout_started|message_sent|message_opened|message_clicked)$')) filter (w <= 2), 0) as '\1_60d',
  coalesce(sum(columns('^(page_viewed|product_viewed|product_added_to_cart|checkout_started|message_sent|message_opened|message_clicked)$')) filter (w <= 3), 0) as '\1_90d',
  coalesce(sum(columns('^(page_viewed|product_viewed|product_added_to_cart|checkout_started|message_sent|message_opened|message_clicked)$')) filter (w <= 4), 0) as '\1_180d',
  coalesce(sum(columns('^(page_viewed|product_viewed|product_added_to_cart|checkout_started|message_sent|message_opened|message_clicked)$')) filter (w <= 5), 0) as '\1_365d',
  sum(columns('^(page_viewed|product_viewed|product_added_to_cart|checkout_started|message_sent|message_opened|message_clicked)$')) as '\1',
  min(first_day) as first_day, max(columns('^(last_.*)$')) as '\1'
from seen group by 1;

-- Messages of customers of whom any is known, else events: never both.
create table mail as
select customer, window_of(day)::tinyint as w, count(*) filter (what = 'sent') as messages_sent,
  count(*) filter (what = 'opened') as messages_opened,
  count(*) filter (what = 'clicked') as messages_clicked, min(day) as first_day,
  max(day) filter (what <> 'sent') as last_day,
  max(day) filter (what = 'opened') as last_opened,
  max(day) filter (what = 'clicked') as last_clicked
from (
  select customer_source_id as customer, what, local_day(instant) as day
  from messages
  cross join lateral (values ('sent', sent_at), ('opened', first_opened_at),
    ('clicked', first_clicked_at)) as m (what, instant)
  where customer_source_id is not null and instant is not null)
where day < getvariable('as_of') group by 1, 2;

create table mail_ends as
select customer, min(first_day) as first_day, max(columns('^(last_.*)$')) as '\1'
from mail group by 1;

create table reached as
select customer,
  coalesce(sum(columns('^(messages_.*)$')) filter (w <= 0), 0) as '\1_7d',
  coalesce(sum(columns('^(messages_.*)$')) filter (w <= 1), 0) as '\1_30d',
  coalesce(sum(columns('^(messages_.*)$')) filter (w <= 2), 0) as '\1_60d',
  coalesce(sum(columns('^(messages_.*)$')) filter (w <= 3), 0) as '\1_90d',
  coalesce(sum(columns('^(messages_.*)$')) filter (w <= 4), 0) as '\1_180d',
  coalesce(sum(columns('^(messages_.*)$')) filter (w <= 5), 0) as '\1_365d',
  sum(columns('^(messages_.*)$')) as '\1'
from mail group by 1 having sum(messages_sent) > 0
union all by name
select customer, columns('^message_((sent|opened|clicked).*)$') as 'messages_\1'
from browsing
where customer not in (select customer from mail where messages_sent > 0);

create table refund_ends as
select customer, min(day) as first_day, max(day) as last_day, sum(amount) as amount
from given_back group by 1;

create table rhythm as
select customer, min(day) as first_day, max(day) as last_day,
  count(gap) as repeats, median(gap)::double as median_gap, avg(gap)::double as mean_gap,
  stddev_samp(gap) as gap_deviation, arg_min(gap, day) filter (gap is not null) as second_gap,
  sum(spend) as spend, sum(orders) as orders, sum(discount) as discount,
  sum(spend) filter (gap is not null) as repeat_spend,
  coalesce(sum(orders) filter (day >= getvariable('as_of') - 180), 0) as orders_lately,
  coalesce(sum(spend) filter (day >= getvariable('as_of') - 180), 0) as spend_lately
from (
  select *, day - lag(day) over (partition by customer order by day) as gap from order_days)
group by 1;

create table tastes as
with parts as (
  select 'category' as what, b.customer, l.category as name,
    sum(case when b.spend = b.net or b.net = 0 then l.line_total
      else divided((l.line_total * 10000)::hugeint * (b.spend * 10000)::hugeint,
        b.net * 10000)::decimal(18, 4) end) as value
  from counted b join order_lines l on l.order_source_id = b.source_id
  where l.category is not null group by all having value > 0
  union all
  select 'channel', customer, channel, count(*) from counted where channel is not null
  group by all),
shares as (
  select *, (value / sum(value) over (partition by what, customer))::double as share from parts)
select what, customer, count(*) as names, max(share) as top_share,
  arg_min(name, {'value': -value, 'name': name}) as top_name,
  abs(sum(share * ln(share))) as entropy
from shares group by 1, 2;

create table known as
select customer, min(first_day) as first_day, max(last_day) as last_day from (
  select customer, first_day, last_day from browsing
  union all select customer, first_day, last_day from mail_ends
  union all select customer, first_day, last_day from rhythm
  union all select customer, first_day, last_day from refund_ends
  union all
  select source_id, local_day(source_created_at), null from customers
  where local_day(source_created_at) < getvariable('as_of'))
where customer not in (select source_id from customers where is_test)
group by 1;

create table features as
select k.customer,
  coalesce(columns(s.* exclude (customer)), 0),
  coalesce(columns(b.* exclude (customer, first_day, last_day, last_page_viewed,
    last_product_viewed, last_product_added_to_cart, last_checkout_started, last_message_opened,
    last_message_clicked, message_sent_7d, message_sent_30d, message_sent_60d, message_sent_90d,
    message_sent_180d, message_sent_365d, message_sent, message_opened_7d, message_opened_30d,
    message_opened_60d, message_opened_90d, message_opened_180d, message_opened_365d,
    message_opened, message_clicked_7d, message_clicked_30d, message_clicked_60d,
    message_clicked_90d, message_clicked_180d, message_clicked_365d, message_clicked)), 0),
  coalesce(columns(e.* exclude (customer)), 0),
  getvariable('as_of') - r.last_day as recency_days,
  getvariable('as_of') - k.first_day as tenure_days,
  r.median_gap as median_order_gap_days,
  r.mean_gap as mean_order_gap_days,
  r.gap_deviation as order_gap_deviation_days,
  r.second_gap as second_order_days,
  (getvariable('as_of') - r.last_day) / r.median_gap as silence_ratio,
  getvariable('as_of') - k.last_day as days_since_active,
  getvariable('as_of') - b.last_page_viewed as days_since_page_viewed,
  getvariable('as_of') - b.last_product_viewed as days_since_product_viewed,
  getvariable('as_of') - b.last_product_added_to_cart as days_since_product_added_to_cart,
  getvariable('as_of') - b.last_checkout_started as days_since_checkout_started,
  getvariable('as_of') - greatest(b.last_message_opened, m.last_opened)
    as days_since_message_opened,
  getvariable('as_of') - greatest(b.last_message_clicked, m.last_clicked)
    as days_since_message_clicked,
  divided((r.spend - coalesce(g.amount, 0)) * 10000, r.orders) as average_order_value,
  case when r.orders_lately > 0 and r.orders > r.orders_lately and r.spend > r.spend_lately
    then (r.spend_lately / r.orders_lately)
      / ((r.spend - r.spend_lately) / (r.orders - r.orders_lately)) end as order_value_trend,
  case when r.spend + r.discount > 0 then r.discount / (r.spend + r.discount) end as discount_share,
  case when r.spend > 0 then coalesce(g.amount, 0) / r.spend end as return_share,
  coalesce(r.repeats, 0) as repeat_order_days,
  r.last_day - r.first_day as repeat_span_days,
  getvariable('as_of') - r.first_day as observed_days,
  case when r.repeats > 0 then divided(r.repeat_spend * 10000, r.repeats) end as mean_repeat_spend,
  c.top_name as top_category,
  c.top_share as top_category_share,
  coalesce(c.names, 0) as categories,
  c.entropy as category_entropy,
  h.top_name as top_channel,
  h.top_share as top_channel_share,
  coalesce(h.names, 0) as channels,
  e.messages_opened_90d / nullif(e.messages_sent_90d, 0) as message_open_rate_90d,
  e.messages_opened_365d / nullif(e.messages_sent_365d, 0) as message_open_rate_365d,
  e.messages_opened / nullif(e.messages_sent, 0) as message_open_rate,
  e.messages_clicked_90d / nullif(e.messages_sent_90d, 0) as message_click_rate_90d,
  e.messages_clicked_365d / nullif(e.messages_sent_365d, 0) as message_click_rate_365d,
  e.messages_clicked / nullif(e.messages_sent, 0) as message_click_rate
from known k
left join shopping s on s.customer = k.customer
left join browsing b on b.customer = k.customer
left join reached e on e.customer = k.customer
left join mail_ends m on m.customer = k.customer
left join refund_ends g on g.customer = k.customer
left join rhythm r on r.customer = k.customer
left join tastes c on c.customer = k.customer and c.what = 'category'
left join tastes h on h.customer = k.customer and h.what = 'channel';
