package io.clientele.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.clientele.problem.UserError;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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

  private static final Map<Measure, Integer> PLACES =
      IntStream.range(0, Measure.NUMBERED.size())
          .boxed()
          .collect(toUnmodifiableMap(Measure.NUMBERED::get, place -> place));

  private static final int POWERS = Measure.DECIMALS + 1;
  private static final long[] TEN_TO = {1, 10, 100, 1_000, 10_000};
  private static final Comparator<Measure> ORDER =
      Comparator.comparingInt(HistoryCodec::number).thenComparing(Measure::name);

  private HistoryCodec() {}

  static byte[] encode(History history) {
    List<Measure> measures =
        history.measures().stream().filter(m -> occurs(history, m)).sorted(ORDER).toList();
    int[] columns = measures.stream().mapToInt(history::column).toArray();
    int[] powers = new int[columns.length];
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    out.write(VERSION);
    write(out, columns.length);
    for (int c = 0; c < columns.length; c++) {
      powers[c] = power(history, columns[c]);
      writeMeasure(out, measures.get(c), powers[c]);
    }
    write(out, history.size());
    for (int day = 0; day < history.size(); day++) {
      writeSigned(out, (long) history.day(day) - (day == 0 ? 0 : history.day(day - 1)));
      writeDay(out, history, day, columns, powers);
    }
    return out.toByteArray();
  }

  static History decode(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != VERSION) {
      String found = bytes.length == 0 ? "no bytes" : "version " + (bytes[0] & 0xFF);
      throw unreadable(found + " found, version " + VERSION + " expected");
    }

    ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    try {
      History history = readDays(in);
      if (in.hasRemaining()) {
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

  private static boolean occurs(History history, Measure measure) {
    for (int day = 0; day < history.size(); day++) {
      if (history.value(day, measure) != 0) {
        return true;
      }
    }
    return false;
  }

  /** The greatest power of ten that divides every value: whole units and cents stay short. */
  private static int power(History history, int column) {
    int power = Measure.DECIMALS;
    for (int day = 0; day < history.size() && power > 0; day++) {
      while (history.value(day, column) % TEN_TO[power] != 0) {
        power--;
      }
    }
    return power;
  }

  private static int number(Measure measure) {
    Integer place = PLACES.get(measure);
    int number = place == null ? NAMED.indexOf(measure.kind()) : NAMED.size() + place;
    if (number < 0) {
      throw new IllegalStateException("Cannot store " + measure + ": it has no number");
    }
    return number;
  }

  private static void writeMeasure(ByteArrayOutputStream out, Measure measure, int power) {
    int number = number(measure);
    write(out, number * (long) POWERS + power);
    if (number < NAMED.size()) {
      byte[] name = measure.name().getBytes(UTF_8);
      write(out, name.length);
      out.writeBytes(name);
    }
  }

  private static void writeDay(
      ByteArrayOutputStream out, History history, int day, int[] columns, int[] powers) {
    for (int first = 0; first < columns.length; first += Byte.SIZE) {
      int bits = 0;
      for (int c = first; c < Math.min(columns.length, first + Byte.SIZE); c++) {
        bits |= history.value(day, columns[c]) == 0 ? 0 : 1 << (c - first);
      }
      out.write(bits);
    }
    for (int c = 0; c < columns.length; c++) {
      long value = history.value(day, columns[c]);
      if (value != 0) {
        writeSigned(out, value / TEN_TO[powers[c]]);
      }
    }
  }

  private static History readDays(ByteBuffer in) {
    int width = readSize(in);
    List<Measure> measures = new ArrayList<>(width);
    long[] factors = new long[width];
    for (int c = 0; c < width; c++) {
      long code = read(in);
      measures.add(readMeasure(in, code / POWERS));
      factors[c] = TEN_TO[(int) (code % POWERS)];
    }

    int[] days = new int[readSize(in)];
    long[] values = new long[Math.multiplyExact(days.length, width)];
    byte[] bits = new byte[(width + Byte.SIZE - 1) / Byte.SIZE];
    for (int day = 0; day < days.length; day++) {
      days[day] = Math.toIntExact((day == 0 ? 0 : days[day - 1]) + readSigned(in));
      in.get(bits);
      for (int c = 0; c < width; c++) {
        if ((bits[c / Byte.SIZE] >> (c % Byte.SIZE) & 1) != 0) {
          values[day * width + c] = readSigned(in) * factors[c];
        }
      }
    }
    return new History(History.NEVER, measures, days, values);
  }

  private static Measure readMeasure(ByteBuffer in, long number) {
    if (number < NAMED.size()) {
      byte[] name = new byte[readSize(in)];
      in.get(name);
      return new Measure(new String(name, UTF_8), NAMED.get((int) number));
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

  /** A number of things of which each takes at least one byte. */
  private static int readSize(ByteBuffer in) {
    long size = read(in);
    if (size < 0 || size > in.remaining()) {
      throw new BufferUnderflowException();
    }
    return (int) size;
  }

  private static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static void writeSigned(ByteArrayOutputStream out, long value) {
    write(out, value << 1 ^ value >> 63);
  }

  private static long read(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static long readSigned(ByteBuffer in) {
    long value = read(in);
    return value >>> 1 ^ -(value & 1);
  }
}
