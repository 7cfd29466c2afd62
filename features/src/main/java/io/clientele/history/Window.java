package io.clientele.history;

/** The whole days that end with the day before the as-of date, in order of their number. */
public enum Window {
  DAYS_7(0, 7),
  DAYS_30(1, 30),
  DAYS_60(2, 60),
  DAYS_90(3, 90),
  DAYS_180(4, 180),
  DAYS_365(5, 365),
  EVER(6, Integer.MAX_VALUE);

  private static final Window[] ALL = values();
  private static final byte[] SMALLEST = smallest();

  private final int index;
  private final int days;

  Window(int index, int days) {
    this.index = index;
    this.days = days;
  }

  public int days() {
    return days;
  }

  /** Its place among the windows, the smallest first. */
  int index() {
    return index;
  }

  /**
   * The {@link #index} of the smallest window that holds a day so many days before the as-of date,
   * which is day 0.
   */
  static int smallest(int age) {
    return age < SMALLEST.length ? SMALLEST[age] : EVER.index;
  }

  private static byte[] smallest() {
    byte[] windows = new byte[DAYS_365.days + 1];
    int window = 0;
    for (int age = 1; age < windows.length; age++) {
      window += age > ALL[window].days ? 1 : 0;
      windows[age] = (byte) window;
    }
    return windows;
  }
}
