package io.clientele.settings;

import io.clientele.problem.Problems;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One reading of settings: what stands above the files, which keys were asked for, what they turned
 * out to hold and what is wrong with them.
 */
final class Reading {
  private static final String PREFIX = "CLIENTELE_";

  private final Path home;
  private final Map<String, String> environment;
  private final Map<String, String> flags;
  private final String tenantFolder;
  private final Problems problems;
  private final Set<String> paths = new TreeSet<>();
  private final Set<String> referenced = new HashSet<>();
  private final SortedMap<String, String> effective = new TreeMap<>();

  Reading(
      Path home,
      Map<String, String> environment,
      Map<String, String> flags,
      String tenantFolder,
      Problems problems) {
    this.home = home.toAbsolutePath().normalize();
    this.environment = Map.copyOf(environment);
    this.flags = Map.copyOf(flags);
    this.tenantFolder = tenantFolder;
    this.problems = problems;
  }

  Path home() {
    return home;
  }

  /** Where a tenant sets what is not set for all. */
  String tenantFolder() {
    return tenantFolder;
  }

  Problems problems() {
    return problems;
  }

  /** What stands above the files for a key: its flag, else its environment variable. */
  Optional<Node.Scalar> above(String path) {
    paths.add(path);
    if (flags.containsKey(path)) {
      return Optional.of(new Node.Scalar(flags.get(path), "command line"));
    }
    return Optional.ofNullable(environment.get(variable(path)))
        .map(text -> new Node.Scalar(text, "environment variable " + variable(path)));
  }

  /**
   * A secret's reference from above the files. A flag can only hold a reference; the variable named
   * after the key holds the secret itself, so it is the reference.
   */
  Optional<Node.Scalar> secretAbove(String path) {
    return flags.containsKey(path)
        ? above(path)
        : above(path).map(found -> new Node.Scalar("env:" + variable(path), found.place()));
  }

  Expected<Secret> secret() {
    return new Expected<>(
        "env:NAME or file:PATH, where the secret is", this::referenced, Secret.NOWHERE);
  }

  /** Notes what a key holds in the end, for the digest. */
  void settle(String path, Object value) {
    String text = value.toString();
    boolean below = text.startsWith(home + File.separator);
    effective.put(path, below ? "<home>" + text.substring(home.toString().length()) : text);
  }

  /** Notes flags, and variables named after a section, that no key has asked for. */
  void noteUnknown() {
    flags.keySet().stream()
        .filter(flag -> !paths.contains(flag))
        .sorted()
        .forEach(flag -> problems.add("command line: %s: unknown key%s", flag, meant(flag, paths)));

    Set<String> variables = new TreeSet<>(paths.stream().map(Reading::variable).toList());
    environment.keySet().stream()
        .filter(name -> ofSection(name) && !variables.contains(name))
        .filter(name -> !referenced.contains(name))
        .sorted()
        .forEach(
            name ->
                problems.add(
                    "environment variable %s: unknown key%s", name, meant(name, variables)));
  }

  /**
   * SHA-256 over what all keys hold in the end, whichever place it came from. The home folder is
   * left out: the same settings in another home are the same.
   */
  String digest() {
    StringBuilder text = new StringBuilder();
    effective.forEach((path, value) -> text.append(path).append('=').append(value).append('\0'));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot digest settings: every Java brings SHA-256", e);
    }
  }

  private Secret referenced(String reference) {
    Secret secret = Secret.at(reference, environment);
    referenced.add(reference.replaceFirst("^env:", ""));
    return secret;
  }

  private static String meant(String name, Set<String> known) {
    return Closest.to(name, known)
        .map(meant -> ". Did you mean " + meant + "?")
        .orElse(", expected one that the settings files have");
  }

  private boolean ofSection(String name) {
    return paths.stream()
        .map(path -> variable(path.substring(0, path.indexOf('.') + 1)))
        .anyMatch(name::startsWith);
  }

  private static String variable(String path) {
    return PREFIX + path.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }
}
