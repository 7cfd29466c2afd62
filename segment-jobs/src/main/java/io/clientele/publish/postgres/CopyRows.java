package io.clientele.publish.postgres;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;

/**
 * Brings a partition's rows to a staging table. The partition is claimed in the same transaction: a
 * second attempt waits for the first, and brings nothing if that came through.
 */
record CopyRows(Login login, String stage, Sql claim, Sql copy, List<PgType> types)
    implements ForeachPartitionFunction<Row> {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final int NULL = -1;
  private static final int END = -1;

  @Override
  public void call(Iterator<Row> rows) {
    try (Session session = Session.open(login)) {
      session.inTransaction(
          () -> {
            if (session.execute(claim, stage, TaskContext.getPartitionId()) == 1) {
              session.copy(copy, out -> write(rows, out));
            }
          });
    }
  }

  private void write(Iterator<Row> rows, DataOutputStream out) throws IOException {
    out.write(SIGNATURE);
    // No flags, no extension of the header.
    out.writeInt(0);
    out.writeInt(0);
    while (rows.hasNext()) {
      write(rows.next(), out);
    }
    out.writeShort(END);
  }

  private void write(Row row, DataOutputStream out) throws IOException {
    out.writeShort(types.size());
    for (int i = 0; i < types.size(); i++) {
      Object value = row.get(i);
      if (value == null) {
        out.writeInt(NULL);
      } else {
        types.get(i).write(value, out);
      }
    }
  }
}
