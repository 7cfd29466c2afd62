package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
  @TempDir private Path temp;

  @Test
  void shouldRevealAVariable() {
    Secret secret = Secret.at("env:PASSWORD", Map.of("PASSWORD", " hunter2 "));

    assertThat(secret.reveal()).isEqualTo(" hunter2 ");
    assertThat(secret).hasToString("env:PASSWORD");
  }

  @Test
  void shouldRevealAFileAsItIsWhenUsed() throws IOException {
    Path file = temp.resolve("password");
    Secret secret = Secret.at("file:" + file, Map.of());

    Files.writeString(file, "hunter2\n\n");
    assertThat(secret.reveal()).isEqualTo("hunter2\n");
    Files.writeString(file, "hunter3\r\n");
    assertThat(secret.reveal()).isEqualTo("hunter3");
  }

  @Test
  void shouldTellWhereThereIsNoSecret() throws IOException {
    Path empty = Files.writeString(temp.resolve("empty"), "\n");

    assertThatThrownBy(() -> Secret.at("env:PASSWORD", Map.of()).reveal())
        .isInstanceOf(UserError.class)
        .hasMessage("Cannot read secret env:PASSWORD: found nothing there, expected the secret");
    assertThatThrownBy(() -> Secret.at("file:" + empty, Map.of()).reveal())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("found nothing there");
    assertThatThrownBy(() -> Secret.at("file:" + temp.resolve("none"), Map.of()).reveal())
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot read secret file:"
                + temp.resolve("none")
                + ": found no readable text file there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2", "env:", "env:A B", "file:", "ENV:A", "vault:hunter2", ""})
  void shouldRefuseTheSecretItselfAndNotTellIt(String text) {
    assertThatThrownBy(() -> Secret.at(text, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid secret: not a reference");
  }
}
