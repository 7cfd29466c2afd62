package io.clientele.segment;

import io.clientele.problem.UserError;
import io.clientele.table.Field;
import io.clientele.table.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes that a model is kept as: free of any engine, so that any release can read them. */
final class StoredModel {
  private static final byte VERSION = 1;

  private StoredModel() {}

  static byte[] write(ClusterModel model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(model.axes().size());
      for (Axis axis : model.axes()) {
        out.writeUTF(axis.field().name());
        out.writeDouble(axis.mean());
        out.writeDouble(axis.deviation());
      }
      out.writeInt(model.centres().size());
      for (Centre centre : model.centres()) {
        for (double at : centre.position()) {
          out.writeDouble(at);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a model to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a model of these features.
   *
   * @throws UserError where it was trained on a feature that is no longer there
   */
  static ClusterModel read(byte[] bytes, Table features) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new UserError(
            "Cannot read the clusters' model: its form is %d, this release reads %d. Train anew."
                .formatted(version, VERSION));
      }
      List<Axis> axes = axes(in, features);
      return new ClusterModel(axes, centres(in, axes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the clusters' model: its bytes end early", e);
    }
  }

  private static List<Axis> axes(DataInputStream in, Table features) throws IOException {
    List<Axis> axes = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      axes.add(new Axis(field(in.readUTF(), features), in.readDouble(), in.readDouble()));
    }
    return axes;
  }

  private static Field field(String name, Table features) {
    return features.fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "Cannot assign clusters: their model was trained on %s, which %s no longer has."
                            .formatted(name, features)
                        + " Train anew."));
  }

  private static List<Centre> centres(DataInputStream in, int axes) throws IOException {
    List<Centre> centres = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      List<Double> position = new ArrayList<>();
      for (int at = 0; at < axes; at++) {
        position.add(in.readDouble());
      }
      centres.add(new Centre(position));
    }
    return centres;
  }
}
