package io.clientele.silver;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.map_from_arrays;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.try_element_at;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;

/** What sources call things, by what we call them; case, blanks and hyphens do not matter. */
final class Words {
  static final Words ORDER_STATUS =
      new Words()
          .say("PENDING", "pending", "unpaid", "on hold", "awaiting payment", "pending payment")
          .say("OPEN", "open", "new", "created", "placed", "processing", "confirmed", "accepted")
          .say("PAID", "paid", "authorized", "captured")
          .say("FULFILLED", "fulfilled", "shipped", "dispatched", "sent")
          .say("COMPLETED", "completed", "complete", "closed", "done", "delivered", "success")
          .say("CANCELLED", "cancelled", "canceled", "cancel", "void", "voided", "storno")
          .say("REFUNDED", "refunded", "returned")
          .say("PARTIALLY_REFUNDED", "partially refunded", "partial refund")
          .say("FAILED", "failed", "declined", "rejected", "expired", "error")
          .say("DRAFT", "draft", "checkout draft", "quote", "auto draft");

  static final Words EVENT_NAME =
      new Words()
          .say("page_viewed", "page viewed", "page view", "pageview", "view page", "page")
          .say("product_viewed", "product viewed", "product view", "viewed product")
          .say("product_viewed", "view item", "view product", "view", "detail", "item view")
          .say("product_added_to_cart", "product added to cart", "add to cart", "added to cart")
          .say("product_added_to_cart", "product added", "cart", "addtobasket", "add to basket")
          .say("checkout_started", "checkout started", "begin checkout", "started checkout")
          .say("checkout_started", "initiate checkout", "checkout")
          .say("order_placed", "order placed", "placed order", "purchase", "order completed")
          .say("order_placed", "order", "transaction", "purchased", "checkout completed")
          .say("order_refunded", "order refunded", "refund", "refunded order", "refunded")
          .say("order_cancelled", "order cancelled", "cancelled order", "order canceled")
          .say("message_sent", "message sent", "email sent", "sent", "sent email")
          .say("message_delivered", "message delivered", "delivered", "received email")
          .say("message_delivered", "email delivered")
          .say("message_opened", "message opened", "opened email", "email opened", "open")
          .say("message_opened", "email open")
          .say("message_clicked", "message clicked", "clicked email", "email clicked", "click")
          .say("message_clicked", "email click")
          .say("message_bounced_hard", "message bounced hard", "hard bounce", "bounced email")
          .say("message_bounced_hard", "bounce")
          .say("message_bounced_soft", "message bounced soft", "soft bounce", "dropped email")
          .say("message_marked_spam", "message marked spam", "marked email as spam", "spam report")
          .say("message_unsubscribed", "message unsubscribed", "unsubscribed", "unsubscribe")
          .say("message_unsubscribed", "unsubscribed from email marketing")
          .say("list_subscribed", "list subscribed", "subscribed", "subscribe", "sign up")
          .say("form_submitted", "form submitted", "form submit", "submitted form", "form")
          .say("consent_changed", "consent changed", "consent", "status change");

  static final Words PRODUCT_STATUS =
      new Words()
          .say("ACTIVE", "active", "published", "publish", "enabled", "visible", "available")
          .say("ACTIVE", "live", "for sale", "on sale", "online")
          .say("DRAFT", "draft", "pending", "private", "hidden", "unpublished", "unlisted")
          .say("ARCHIVED", "archived", "inactive", "disabled", "discontinued", "retired")
          .say("ARCHIVED", "deleted", "trash", "offline");

  static final Words CHANNEL =
      new Words()
          .say("EMAIL", "email", "e mail", "mail")
          .say("SMS", "sms", "text", "text message", "mms")
          .say("WHATSAPP", "whatsapp", "whats app")
          .say("PUSH", "push", "web push", "mobile push", "app push", "push notification")
          .say("PHONE", "phone", "telephone", "call", "voice", "telemarketing")
          .say("POST", "post", "postal", "letter", "direct mail", "postal mail")
          .say("ADS", "ads", "ad", "advertising", "audience")
          .say("ALL", "all", "any", "every channel", "global");

  static final Words BOUNCE_TYPE =
      new Words()
          .say("HARD", "hard", "hard bounce", "hard bounced", "permanent")
          .say("SOFT", "soft", "soft bounce", "soft bounced", "transient", "temporary");

  /** Words of agreement such as yes are not among them: the column may ask about the opposite. */
  static final Words CONSENT_STATUS =
      new Words()
          .say("SUBSCRIBED", "subscribed", "subscribe", "opted in", "opt in", "confirmed opt in")
          .say("SUBSCRIBED", "single opt in", "double opt in", "consent given")
          .say("PENDING", "pending", "unconfirmed", "opt in pending", "awaiting confirmation")
          .say("UNSUBSCRIBED", "unsubscribed", "unsubscribe", "opted out", "opt out", "optout")
          .say("UNSUBSCRIBED", "withdrawn", "revoked", "declined", "refused", "do not contact")
          .say("NOT_SET", "not set", "not subscribed", "non subscribed", "never subscribed")
          .say("NOT_SET", "not specified", "transactional", "archived", "seen", "not seen")
          .say("SUPPRESSED", "suppressed", "blocked", "blacklisted", "redacted", "forgotten")
          .say("SUPPRESSED", "complained", "complaint", "spam", "spam complaint", "marked spam")
          .say("INVALID", "invalid", "cleaned", "bounced", "hard bounce", "hard bounced");

  static final Words CONSENT_SCOPE =
      new Words()
          .say("GLOBAL", "global", "all", "any", "everything")
          .say("LIST", "list", "audience", "mailing list", "newsletter")
          .say("SUBSCRIPTION_TYPE", "subscription type", "subscription", "topic")
          .say("PURPOSE", "purpose", "permission", "marketing permission");

  static final Words OPT_IN_LEVEL =
      new Words()
          .say("SINGLE", "single", "single opt in", "soi")
          .say("DOUBLE", "double", "double opt in", "doi", "confirmed", "confirmed opt in");

  private static final String SEPARATORS = " -_./";

  private final Map<String, String> ours = new LinkedHashMap<>();

  private Words say(String word, String... theirs) {
    for (String their : theirs) {
      ours.put(their.replace(" ", ""), word);
    }
    return this;
  }

  /** Our word for theirs; null where we do not know it. */
  Column of(Column theirs) {
    Column map =
        map_from_arrays(
            lit(ours.keySet().toArray(String[]::new)), lit(ours.values().toArray(String[]::new)));
    return try_element_at(map, translate(lower(theirs), SEPARATORS, ""));
  }
}
