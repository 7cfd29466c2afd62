package io.clientele.lake;

import io.delta.storage.LogStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * One driver that commits. It has log stores of its own, as another process would: what they keep
 * in memory, to tell writers apart, is kept for each loader of their classes.
 *
 * @param store a {@link LogStore} of that loader
 */
public record Committer(Object store, Configuration configuration)
    implements BiPredicate<String, String> {

  static BiPredicate<String, String> alone(Class<? extends LogStore> kind, Configuration conf)
      throws ReflectiveOperationException {
    ClassLoader own = new OwnStores();
    Object store =
        own.loadClass(kind.getName()).getConstructor(Configuration.class).newInstance(conf);
    @SuppressWarnings("unchecked")
    BiPredicate<String, String> committer =
        (BiPredicate<String, String>)
            own.loadClass(Committer.class.getName())
                .getConstructor(Object.class, Configuration.class)
                .newInstance(store, conf);
    return committer;
  }

  /** True where it believes to have made the commit. */
  @Override
  public boolean test(String file, String line) {
    try {
      ((LogStore) store).write(new Path(file), List.of(line).iterator(), false, configuration);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class OwnStores extends URLClassLoader {
    OwnStores() {
      super(
          Stream.of(Committer.class, ConditionalPutLogStore.class, LogStore.class)
              .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
              .toArray(URL[]::new),
          Committer.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith("io.delta.storage.") && !name.startsWith("io.clientele.lake.")) {
          return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
