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
 * Lets one run of a tenant work at a time. The operating system drops the lock when the process
 * ends, however it ends. Processes on other machines are held apart by the runs' numbers instead: a
 * run that was overtaken is refused at its next commit.
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
   * @throws UserError naming the run that holds it, and since when
   */
  public static TenantLock take(Path folder, RunRequest request, Instant now) {
    Path file = folder.resolve(request.tenant() + ".lock");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new UserError(
            "Cannot start run %s: run %s is at work on tenant %s. Wait for it to end."
                .formatted(request.id(), Files.readString(file).strip(), request.tenant()));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              "%s, started at %s,".formatted(request.id(), now).getBytes(StandardCharsets.UTF_8)));
      return new TenantLock(channel);
    } catch (IOException e) {
      throw new UserError(
          "Cannot lock tenant %s: %s is not a file that can be written (%s). Name a home or lake that can be written."
              .formatted(request.tenant(), file, e.getMessage()),
          e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Held by another run of this very process.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
