package io.clientele.publish.postgres;

import io.clientele.problem.UserError;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.FileUtils;
import org.tukaani.xz.XZInputStream;

/** The programs of Postgres: unpacked once for each version of them. */
final class Binaries {
  private static final int OWNER_MAY_EXECUTE = 0100;

  private Binaries() {}

  /** Unpacks this platform's programs below the folder, where that was not done before. */
  static Path unpacked(Path folder) throws IOException {
    byte[] archive = archive();
    CRC32 digest = new CRC32();
    digest.update(archive);
    Path home = folder.resolve("server-" + Long.toHexString(digest.getValue()));
    if (!Files.exists(home)) {
      Path scratch = folder.resolve("server.new");
      FileUtils.deleteDirectory(scratch.toFile());
      unpack(archive, scratch);
      Files.move(scratch, home, StandardCopyOption.ATOMIC_MOVE);
    }
    return home;
  }

  private static byte[] archive() throws IOException {
    String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
    String architecture = ArchUtils.normalize(System.getProperty("os.arch"));
    try (InputStream in =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture)) {
      if (in == null) {
        throw new UserError(
            "Cannot start the embedded Postgres: found no programs for %s on %s. Set a server of your own in the settings."
                .formatted(system, architecture));
      }
      return in.readAllBytes();
    }
  }

  private static void unpack(byte[] archive, Path folder) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, folder.resolve(entry.getName()));
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }

    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0
          && !target.toFile().setExecutable(true, false)) {
        throw new IOException("Cannot make " + target + " executable");
      }
    }
  }
}
