package io.clientele.job;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * Lets one run of a tenant, or its maintenance, work at a time. The operating system drops the lock
 * when the process ends, however it ends. Processes on other machines are held apart by the runs'
 * numbers instead: a run that was overtaken is refused at its next commit.
 */
public final class TenantLock implements AutoCloseable {
  private final FileChannel channel;

  private TenantLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param folder where lock files lie, the same for all who share the lake
   * @param work what it is taken for, such as {@code run nightly}
   * @throws UserError naming the work that it is held for, and since when
   */
  public static TenantLock take(Path folder, String tenant, String work, Instant now) {
    Path file = folder.resolve(tenant + ".lock");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new UserError(
            "Cannot start %s: %s is at work on tenant %s. Wait for it to end."
                .formatted(work, Files.readString(file).strip(), tenant));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              "%s, started at %s,".formatted(work, now).getBytes(StandardCharsets.UTF_8)));
      return new TenantLock(channel);
    } catch (IOException e) {
      throw new UserError(
          "Cannot lock tenant %s: %s is not a file that can be written (%s). Name a home or lake that can be written."
              .formatted(tenant, file, e.getMessage()),
          e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Held by another thread of this very process.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
