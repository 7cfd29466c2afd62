package io.clientele.source.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Reads files for their SHA-256, each in one task. */
record Digests(List<InputFile> files, SerializableConfiguration conf)
    implements MapFunction<Long, String>, Serializable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MOST_TASKS = 1000;

  /**
   * The same files with their digests.
   *
   * @throws UserError where one cannot be read
   */
  static List<InputFile> of(SparkSession spark, List<InputFile> files) {
    if (files.isEmpty()) {
      return files;
    }
    Digests digests =
        new Digests(
            files, new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    List<String> found =
        spark
            .range(0, files.size(), 1, Math.min(files.size(), MOST_TASKS))
            .map(digests, Encoders.STRING())
            // One for each file that is new.
            .collectAsList();
    return IntStream.range(0, files.size())
        .mapToObj(i -> files.get(i).withDigest(found.get(i)))
        .toList();
  }

  @Override
  public String call(Long number) {
    InputFile file = files.get(number.intValue());
    Path path = new Path(file.path());
    try (InputStream in = path.getFileSystem(conf.value()).open(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw Unreadable.of(file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot compute SHA-256", e);
    }
  }
}
