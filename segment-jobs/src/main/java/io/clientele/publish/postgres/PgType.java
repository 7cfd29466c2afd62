package io.clientele.publish.postgres;

import io.clientele.table.Field;
import io.clientele.table.Types;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.postgresql.util.ByteConverter;

/** How a declared type is spelled in Postgres, and written in the binary form of COPY. */
enum PgType {
  TEXT("text") {
    @Override
    void write(Object value, DataOutputStream out) throws IOException {
      sized(((String) value).getBytes(StandardCharsets.UTF_8), out);
    }
  },
  FLAG("boolean") {
    @Override
    void write(Object value, DataOutputStream out) throws IOException {
      out.writeInt(1);
      out.writeBoolean((Boolean) value);
    }
  },
  COUNT("bigint") {
    @Override
    void write(Object value, DataOutputStream out) throws IOException {
      out.writeInt(Long.BYTES);
      out.writeLong((Long) value);
    }
  },
  SMALL("integer") {
    @Override
    void write(Object value, DataOutputStream out) throws IOException {
      out.writeInt(Integer.BYTES);
      out.writeInt((Integer) value);
    }
  },
  NUMBER("double precision") {
    @Override
    void write(Object value, DataOutputStream out) throws IOException {
      out.writeInt(Double.BYTES);
      out.writeDouble((Double) value);
    }
  },
  DAY("date") {
    @Override
    void write(Object value, DataOutputStream out) throws IOException {
      out.writeInt(Integer.BYTES);
      out.writeInt((int) ChronoUnit.DAYS.between(EPOCH, (LocalDate) value));
    }
  },
  INSTANT("timestamp with time zone") {
    @Override
    void write(Object value, DataOutputStream out) throws IOException {
      out.writeInt(Long.BYTES);
      out.writeLong(ChronoUnit.MICROS.between(MIDNIGHT, (Instant) value));
    }
  },
  DECIMAL("numeric") {
    @Override
    void write(Object value, DataOutputStream out) throws IOException {
      sized(ByteConverter.numeric((BigDecimal) value), out);
    }
  },
  BYTES("bytea") {
    @Override
    void write(Object value, DataOutputStream out) throws IOException {
      sized((byte[]) value, out);
    }
  };

  /** Postgres counts days and microseconds from here. */
  private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);

  private static final Instant MIDNIGHT = EPOCH.atStartOfDay(ZoneOffset.UTC).toInstant();

  private static final Map<DataType, PgType> SIMPLE =
      Map.of(
          Types.TEXT, TEXT,
          Types.FLAG, FLAG,
          Types.COUNT, COUNT,
          Types.SMALL, SMALL,
          Types.NUMBER, NUMBER,
          Types.DAY, DAY,
          Types.INSTANT, INSTANT,
          Types.BYTES, BYTES);

  private final String spelling;

  PgType(String spelling) {
    this.spelling = spelling;
  }

  static PgType of(Field field) {
    PgType type = field.type() instanceof DecimalType ? DECIMAL : SIMPLE.get(field.type());
    if (type == null) {
      throw new IllegalArgumentException(
          "Cannot publish %s to Postgres: no type there stands for %s"
              .formatted(field, field.type().simpleString()));
    }
    return type;
  }

  static String spelling(Field field) {
    PgType type = of(field);
    return field.type() instanceof DecimalType decimal
        ? "%s(%d,%d)".formatted(type.spelling, decimal.precision(), decimal.scale())
        : type.spelling;
  }

  /** Writes length and bytes of a value. */
  abstract void write(Object value, DataOutputStream out) throws IOException;

  private static void sized(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
