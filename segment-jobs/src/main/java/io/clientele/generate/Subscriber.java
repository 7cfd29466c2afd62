package io.clientele.generate;

import io.clientele.generate.Consent.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Someone who once wanted messages. Interest wanes at the end, though less than that in ordering.
 * Whoever unsubscribes does it from a message, and gets none from then on unless by subscribing
 * again.
 */
final class Subscriber {
  private static final double SECOND = 1.0 / 86_400;
  private static final double BOUNCING = 0.01;
  private static final double OPENING_AFTER = 0.35;
  private static final double CLICKING = 0.13;
  private static final double LEAVING = 0.006;
  private static final double LEAVING_AFTER = 0.03;
  private static final double RETURNING = 0.1;
  private static final double LONGEST_PATIENCE = 1e9;

  private final Person person;
  private final Life life;
  private final Chance chance;
  private final double opening;
  private final List<Consent> consents = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private Account account;
  private double until = LONGEST_PATIENCE;
  private double back = LONGEST_PATIENCE;

  Subscriber(Person person, Life life, Chance chance) {
    this.person = person;
    this.life = life;
    this.chance = chance;
    double keenness = chance.uniform();
    this.opening = 0.05 + 0.6 * keenness * keenness;
    this.account = person.accounts().get(0);
  }

  Mail mail() {
    consents.add(new Consent(account, Status.SUBSCRIBED, person.registered()));
    for (Campaign campaign : Campaign.ALL) {
      if (campaign.day() >= back) {
        subscribeAgain();
      }
      if (campaign.day() >= person.registered() && campaign.day() < until) {
        messages.add(message(campaign));
      }
    }
    if (back < Timeline.DAYS) {
      subscribeAgain();
    }
    return new Mail(consents, messages);
  }

  private void subscribeAgain() {
    account = person.account(back);
    consents.add(new Consent(account, Status.SUBSCRIBED, back));
    until = LONGEST_PATIENCE;
    back = LONGEST_PATIENCE;
  }

  private Message message(Campaign campaign) {
    Optional<Double> none = Optional.empty();
    double arrived = campaign.day() + chance.exponential(90 * SECOND);
    if (chance.happens(BOUNCING)) {
      return new Message(campaign, account, none, none, none, told(arrived), none);
    }
    boolean over = campaign.day() >= life.end();
    if (!chance.happens(over ? opening * OPENING_AFTER : opening)) {
      return new Message(campaign, account, told(arrived), none, none, none, none);
    }

    double opened = arrived + chance.exponential(0.4);
    Optional<Double> clicked =
        chance.happens(CLICKING) ? told(opened + chance.exponential(20 * SECOND)) : none;
    boolean leaves = chance.happens(over ? LEAVING_AFTER : LEAVING) && until == LONGEST_PATIENCE;
    Optional<Double> left = leaves ? told(opened + 40 * SECOND) : none;
    left.ifPresent(this::unsubscribe);
    return new Message(campaign, account, told(arrived), told(opened), clicked, none, left);
  }

  private void unsubscribe(double day) {
    consents.add(new Consent(account, Status.UNSUBSCRIBED, day));
    until = day;
    if (chance.happens(RETURNING)) {
      back = day + chance.exponential(90);
    }
  }

  private static Optional<Double> told(double day) {
    return Optional.of(day).filter(Timeline::told);
  }
}
