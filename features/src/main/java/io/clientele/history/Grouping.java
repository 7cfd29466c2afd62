package io.clientele.history;

/** Places of records, by their keys' numbers. */
final class Grouping {
  /** For each number, where its records begin in the order, and one more for the end. */
  private final int[] starts;

  private final int[] order;

  private Grouping(int[] starts, int[] order) {
    this.starts = starts;
    this.order = order;
  }

  /** Gives keys that are not in the index a number there. */
  static Grouping of(Records records, LongIndex keys) {
    int[] numbers = new int[records.size()];
    for (int record = 0; record < numbers.length; record++) {
      numbers[record] = keys.add(records.number(0, record));
    }
    int[] starts = new int[keys.size() + 1];
    for (int number : numbers) {
      starts[number + 1]++;
    }
    for (int number = 0; number < keys.size(); number++) {
      starts[number + 1] += starts[number];
    }
    int[] next = starts.clone();
    int[] order = new int[numbers.length];
    for (int record = 0; record < numbers.length; record++) {
      order[next[numbers[record]]++] = record;
    }
    return new Grouping(starts, order);
  }

  /** Where the number's records begin, see {@link #record}. */
  int begin(int number) {
    return starts[Math.min(number, starts.length - 1)];
  }

  /** Behind the last of the number's records. */
  int end(int number) {
    // Keys that were numbered later have no records here.
    return starts[Math.min(number + 1, starts.length - 1)];
  }

  /** The place of a record, between begin and end in the order in which they came. */
  int record(int at) {
    return order[at];
  }
}
