package io.clientele.testkit;

import io.clientele.lake.S3Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real S3 API in a process of its own, on this machine's own address: MinIO where {@code
 * CLIENTELE_MINIO} or the path names one, else S3Proxy, which the build brings. It ends with this
 * process, however this one ends.
 */
public final class S3Server implements AutoCloseable {
  public static final String ACCESS_KEY = "clientele-tests";
  public static final String SECRET_KEY = "no-secret-to-anyone";

  /** Far more than a loaded machine takes. */
  private static final long PATIENCE_SECONDS = 60;

  /** Ends what it started as soon as its own standard input ends, as it does when we are killed. */
  private static final String UNTIL_WE_END = "\"$@\" </dev/null & cat >/dev/null; kill $!";

  private final Path folder;
  private final int port;
  private final Process process;

  private S3Server(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param folder where it keeps everything
   */
  public static S3Server start(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("buckets"));
    int port = freePort();
    List<String> command = new ArrayList<>(List.of("sh", "-c", UNTIL_WE_END, "s3-server"));
    Optional<Path> minio = minio();
    command.addAll(minio.isPresent() ? minio(minio.get(), port) : s3proxy(folder, port));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile());
    builder.environment().put("MINIO_ROOT_USER", ACCESS_KEY);
    builder.environment().put("MINIO_ROOT_PASSWORD", SECRET_KEY);
    S3Server server = new S3Server(folder, port, builder.start());
    server.awaitAnswer();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Optional<Path> minio() {
    Stream<Path> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .map(place -> Path.of(place, "minio"));
    return Stream.concat(Stream.ofNullable(System.getenv("CLIENTELE_MINIO")).map(Path::of), onPath)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static List<String> minio(Path program, int port) {
    return List.of(program.toString(), "server", "buckets", "--address", "127.0.0.1:" + port);
  }

  private static List<String> s3proxy(Path folder, int port) throws IOException {
    Files.writeString(
        folder.resolve("s3proxy.conf"),
        """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=aws-v2-or-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        s3proxy.ignore-unknown-headers=true
        jclouds.provider=filesystem-nio2
        jclouds.identity=x
        jclouds.credential=x
        jclouds.filesystem.basedir=%s
        """
            .formatted(port, ACCESS_KEY, SECRET_KEY, folder.resolve("buckets").toAbsolutePath()));
    // Its own logging tells every request.
    Files.writeString(
        folder.resolve("logback.xml"),
        """
        <configuration>
          <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%d %-5level %logger{20}: %msg%n</pattern></encoder>
          </appender>
          <root level="warn"><appender-ref ref="out"/></root>
        </configuration>
        """);
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx192m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-Djava.io.tmpdir=" + folder,
        "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
        "-cp",
        classPath(),
        "org.gaul.s3proxy.Main",
        "--properties",
        "s3proxy.conf");
  }

  private static String classPath() throws IOException {
    try (InputStream in = S3Server.class.getResourceAsStream("s3-server.classpath")) {
      if (in == null) {
        throw new IllegalStateException(
            "Cannot start an S3 server: its class path is not there. Build by Maven, which writes it.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!answers()) {
      if (System.nanoTime() > end) {
        close();
        throw new IllegalStateException(
            "Cannot start an S3 server: " + Files.readString(folder.resolve("server.log")));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes a bucket, which both servers keep as a folder. */
  public String bucket(String name) {
    try {
      Files.createDirectories(folder.resolve("buckets").resolve(name));
      return "s3a://" + name;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** How a lake reaches it. */
  public S3Store store() {
    return new S3Store(
        Optional.of(endpoint()),
        Optional.empty(),
        true,
        Optional.of(new S3Store.Keys(() -> ACCESS_KEY, () -> SECRET_KEY)));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
