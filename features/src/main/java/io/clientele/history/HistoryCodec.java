package io.clientele.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clientele.problem.UserError;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The stored form of a history's days. Equal pasts have equal bytes.
 *
 * <p>A version byte; the measures that occur: each its number (that of its kind and then its name,
 * where the kind is one of {@link #NAMED}, else its place in {@link Measure#NUMBERED} behind those)
 * together with the power of ten that divides all its values; then the days: each the distance from
 * the day before, a bit for each measure that is not zero, and those values. Numbers are of
 * variable length, and signed ones alternate, so that small ones of either sign are short.
 */
final class HistoryCodec {
  static final byte VERSION = 2;

  /** Kinds whose measures are stored by name; the list only ever grows by a new version. */
  private static final List<Measure.Kind> NAMED =
      List.of(Measure.Kind.EVENT, Measure.Kind.CATEGORY, Measure.Kind.CHANNEL);

  private static final int ALL_BITS = 0xFF;
  private static final int POWERS = Measure.DECIMALS + 1;

  /** Stands for the power of a measure that does not occur. */
  private static final int NEVER = -1;

  private static final long[] TEN_TO = {1, 10, 100, 1_000, 10_000};

  /**
   * A measure that occurs, and its place in the history.
   *
   * @param power the greatest power of ten that divides every value: whole units and cents stay
   *     short
   */
  private record Told(Measure measure, int number, int column, int power) {
    static final Comparator<Told> ORDER =
        Comparator.comparingInt(Told::number).thenComparing(told -> told.measure().name());
  }

  private HistoryCodec() {}

  static byte[] encode(History history) {
    List<Told> measures = measures(history);
    int[] columns = measures.stream().mapToInt(Told::column).toArray();
    int[] powers = measures.stream().mapToInt(Told::power).toArray();
    PackedOutput out = new PackedOutput();
    out.add(VERSION);
    out.write(columns.length);
    for (Told measure : measures) {
      writeMeasure(out, measure);
    }
    out.write(history.size());
    for (int day = 0; day < history.size(); day++) {
      out.writeSigned((long) history.day(day) - (day == 0 ? 0 : history.day(day - 1)));
      writeDay(out, history, day, columns, powers);
    }
    return out.bytes();
  }

  static History decode(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != VERSION) {
      String found = bytes.length == 0 ? "no bytes" : "version " + (bytes[0] & 0xFF);
      throw unreadable(found + " found, version " + VERSION + " expected");
    }

    PackedInput in = new PackedInput(bytes, 1);
    try {
      History history = readDays(in);
      if (in.remaining() > 0) {
        throw unreadable(in.remaining() + " bytes found after the last day, none expected");
      }
      return history;
    } catch (BufferUnderflowException e) {
      throw unreadable("the bytes end at " + bytes.length + ", more are expected");
    } catch (ArithmeticException e) {
      throw unreadable("a number too large for a day or a size found");
    }
  }

  private static UserError unreadable(String found) {
    return new UserError(
        "Cannot read a customer's history: "
            + found
            + ". Use the release that wrote it, or build the histories anew.");
  }

  private static List<Told> measures(History history) {
    int[] powers = powers(history);
    List<Told> measures = new ArrayList<>(powers.length);
    for (int column = 0; column < powers.length; column++) {
      if (powers[column] != NEVER) {
        Measure measure = history.measures().get(column);
        measures.add(new Told(measure, number(measure), column, powers[column]));
      }
    }
    measures.sort(Told.ORDER);
    return measures;
  }

  /** Of each measure the greatest power of ten that divides every value, if there is any. */
  private static int[] powers(History history) {
    int[] powers = new int[history.measures().size()];
    Arrays.fill(powers, NEVER);
    for (int day = 0; day < history.size(); day++) {
      for (int column = 0; column < powers.length; column++) {
        long value = history.value(day, column);
        if (value != 0 && powers[column] != 0) {
          powers[column] = power(value, powers[column]);
        }
      }
    }
    return powers;
  }

  /** The greatest power of ten that divides the value, but not more than that of those before. */
  private static int power(long value, int before) {
    if (value % TEN_TO[1] != 0) {
      return 0;
    }
    int power = before == NEVER ? Measure.DECIMALS : before;
    while (value % TEN_TO[power] != 0) {
      power--;
    }
    return power;
  }

  private static int number(Measure measure) {
    int place = measure.place();
    int number = place == Measure.NOWHERE ? NAMED.indexOf(measure.kind()) : NAMED.size() + place;
    if (number < 0) {
      throw new IllegalStateException("Cannot store " + measure + ": it has no number");
    }
    return number;
  }

  private static void writeMeasure(PackedOutput out, Told told) {
    out.write(told.number() * (long) POWERS + told.power());
    if (told.number() < NAMED.size()) {
      byte[] name = told.measure().name().getBytes(UTF_8);
      out.write(name.length);
      out.add(name);
    }
  }

  private static void writeDay(
      PackedOutput out, History history, int day, int[] columns, int[] powers) {
    for (int first = 0; first < columns.length; first += Byte.SIZE) {
      int bits = 0;
      for (int c = first; c < Math.min(columns.length, first + Byte.SIZE); c++) {
        bits |= history.value(day, columns[c]) == 0 ? 0 : 1 << (c - first);
      }
      out.add((byte) bits);
    }
    for (int c = 0; c < columns.length; c++) {
      long value = history.value(day, columns[c]);
      if (value != 0) {
        // Most are counts, and a division by one takes as long as any other.
        out.writeSigned(powers[c] == 0 ? value : value / TEN_TO[powers[c]]);
      }
    }
  }

  private static History readDays(PackedInput in) {
    int width = in.readSize();
    Measure[] measures = new Measure[width];
    long[] factors = new long[width];
    for (int c = 0; c < width; c++) {
      long code = in.read();
      measures[c] = readMeasure(in, code / POWERS);
      factors[c] = TEN_TO[(int) (code % POWERS)];
    }

    int[] days = new int[in.readSize()];
    long[] values = new long[Math.multiplyExact(days.length, width)];
    byte[] bits = new byte[(width + Byte.SIZE - 1) / Byte.SIZE];
    for (int day = 0; day < days.length; day++) {
      days[day] = Math.toIntExact((day == 0 ? 0 : days[day - 1]) + in.readSigned());
      in.fill(bits);
      for (int first = 0; first < width; first += Byte.SIZE) {
        int rest = bits[first / Byte.SIZE] & ALL_BITS >> Math.max(0, first + Byte.SIZE - width);
        for (; rest != 0; rest &= rest - 1) {
          int c = first + Integer.numberOfTrailingZeros(rest);
          values[day * width + c] = in.readSigned() * factors[c];
        }
      }
    }
    return new History(History.NEVER, List.of(measures), days, values);
  }

  private static Measure readMeasure(PackedInput in, long number) {
    if (number < NAMED.size()) {
      byte[] name = new byte[in.readSize()];
      in.fill(name);
      return Measure.named(new String(name, UTF_8), NAMED.get((int) number));
    }

    long place = number - NAMED.size();
    if (place >= Measure.NUMBERED.size()) {
      throw unreadable(
          "measure "
              + place
              + " found, none above "
              + (Measure.NUMBERED.size() - 1)
              + " is known to this release");
    }
    return Measure.NUMBERED.get((int) place);
  }
}
