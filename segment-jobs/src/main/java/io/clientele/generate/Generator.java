package io.clientele.generate;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Makes a shop's files and the truth about them. Equal arguments give equal bytes, on any machine;
 * a customer of a small world has the same rows in a larger one.
 */
public final class Generator {
  // 16 blocks at a time hold some 50 MB of text, whatever the size of the world.
  private static final int BLOCK = 250;
  private static final int AT_ONCE = 16;

  private final int customers;
  private final long seed;

  private Generator(int customers, long seed) {
    this.customers = customers;
    this.seed = seed;
  }

  public static Generator of(Size size, long seed) {
    return of(size.customers(), seed);
  }

  /**
   * A world of any size.
   *
   * @throws UserError where there is to be no customer, or more than ids have digits for
   */
  public static Generator of(int customers, long seed) {
    if (customers < 1 || customers > 9_999_999) {
      throw new UserError(
          "Cannot generate a shop of %d customers: 1 to 9999999 expected.".formatted(customers));
    }
    return new Generator(customers, seed);
  }

  /**
   * Writes the files into a folder, which is made where it does not exist. A folder that already
   * holds this very generation is left as it is; one that holds another is replaced, though files
   * that no generation wrote stay. Files come to light whole or not at all.
   *
   * @throws UserError where the folder holds files and no generation, or cannot be written
   */
  public Generation writeTo(Path folder, Consumer<Progress> progress) {
    try {
      TargetFolder target = TargetFolder.at(folder);
      Optional<Generation> there = target.holds(customers, seed);
      return there.isPresent() ? there.get() : write(target, progress);
    } catch (IOException e) {
      throw new UserError(
          "Cannot write generated files to %s: %s. Make room there or name another folder."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  private Generation write(TargetFolder target, Consumer<Progress> progress) throws IOException {
    try (Drafts drafts = target.drafts()) {
      for (ShopFile file : Series.ALWAYS) {
        drafts.open(file);
      }
      drafts.append(CommonRecords.of(seed));
      for (int from = 1; from <= customers; from += BLOCK * AT_ONCE) {
        for (Sheets sheets : sheets(from)) {
          drafts.append(sheets);
        }
        progress.accept(new Progress(Math.min(from + BLOCK * AT_ONCE - 1, customers), customers));
      }
      Generation generation = new Generation(customers, seed, Timeline.AS_OF, drafts.written());
      target.publish(drafts, generation);
      return generation;
    }
  }

  /** The next blocks, made by all cores and handed on in order. */
  private List<Sheets> sheets(int from) {
    return IntStream.range(0, AT_ONCE)
        .map(block -> from + block * BLOCK)
        .parallel()
        .mapToObj(first -> block(first, Math.min(first + BLOCK - 1, customers)))
        .toList();
  }

  private Sheets block(int first, int last) {
    Sheets sheets = new Sheets();
    for (int number = first; number <= last; number++) {
      new Export(sheets, seed).add(Biography.of(seed, number));
    }
    return sheets;
  }
}
