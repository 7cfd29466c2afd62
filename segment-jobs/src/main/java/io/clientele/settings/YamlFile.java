package io.clientele.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.clientele.problem.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * One settings file, read token by token: a tree of the usual mapper would have lost the lines and
 * the keys that are there twice, and would have guessed types that only the reader of a key knows.
 */
final class YamlFile {
  private final Path file;
  private final Problems problems;

  private YamlFile(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The keys of a file; empty where it cannot be read, with the reason among the problems. */
  static Optional<Node.Branch> read(Path file, Problems problems) {
    YamlFile yaml = new YamlFile(file, problems);
    try (YAMLParser parser = new YAMLFactory().createParser(Files.readString(file))) {
      return yaml.document(parser);
    } catch (JsonProcessingException e) {
      problems.add("%s", yaml.badYaml(e));
    } catch (CharacterCodingException e) {
      problems.add("%s: found bytes that are no text, expected UTF-8", file);
    } catch (IOException e) {
      problems.add("%s: found nothing readable, expected a file", file);
    }
    return Optional.empty();
  }

  private Optional<Node.Branch> document(YAMLParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return Optional.of(new Node.Branch(Map.of(), place(1)));
    }

    Node root = node(parser, here(parser), "");
    if (!(root instanceof Node.Branch branch)) {
      problems.add("%s: found %s, expected keys", root.place(), root.kind());
      return Optional.empty();
    }

    if (parser.nextToken() != null) {
      problems.add("%s: found a second document, expected one", here(parser));
      return Optional.empty();
    }
    return Optional.of(branch);
  }

  private Node node(YAMLParser parser, String place, String path) throws IOException {
    if (parser.isCurrentAlias() || parser.getTypeId() != null) {
      problems.add(
          "%s: %s: found an alias (*) or a tag (!), expected a plain value; quotes make it one",
          place, path);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> branch(parser, place, path);
      case START_ARRAY -> items(parser, place, path);
      case VALUE_NULL -> new Node.Nothing(place);
      default -> new Node.Scalar(parser.getText(), place);
    };
  }

  private Node.Branch branch(YAMLParser parser, String place, String path) throws IOException {
    Map<String, Node> children = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String childPath = path.isEmpty() ? key : path + "." + key;
      String childPlace = here(parser);
      parser.nextToken();
      Node child = node(parser, childPlace, childPath);
      Node earlier = children.putIfAbsent(key, child);
      if (earlier != null) {
        problems.add(
            "%s: %s: found a second time, expected it only at %s",
            child.place(), childPath, earlier.place());
      }
    }
    return new Node.Branch(children, place);
  }

  private Node.Items items(YAMLParser parser, String place, String path) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(parser, here(parser), path));
    }
    return new Node.Items(items, place);
  }

  private String here(YAMLParser parser) {
    return place(parser.currentTokenLocation().getLineNr());
  }

  private String place(int line) {
    return file + ":" + line;
  }

  private String badYaml(JsonProcessingException problem) {
    if (problem.getCause() instanceof MarkedYAMLException marked) {
      // Where a quote or bracket is not closed, the place of the problem is the end of the file.
      String during =
          marked.getContextMark() == null
              ? ""
              : marked.getContext()
                  + " from line "
                  + (marked.getContextMark().getLine() + 1)
                  + ": ";
      return place(marked.getProblemMark().getLine() + 1)
          + ": bad YAML: "
          + during
          + marked.getProblem();
    }
    int line = problem.getLocation() == null ? 1 : problem.getLocation().getLineNr();
    return place(line) + ": bad YAML: " + problem.getOriginalMessage();
  }
}
