package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantsTest {
  @TempDir private Path temp;

  @Test
  void shouldListFoldersThatAreTenants() throws IOException {
    Conf conf = Conf.in(temp).write("tenants/README.md", "");
    Files.createDirectories(conf.path("tenants/..data"));

    assertThat(Tenants.known(conf.path("."))).containsExactly("cdnow", "demo", "shop");
    assertThat(Tenants.known(temp)).isEmpty();
  }

  @Test
  void shouldSuggestOrListTenants() {
    assertThat(Conf.in(temp).refusal("cdnwo"))
        .isEqualTo(
            "Cannot read settings of tenant 'cdnwo': found no folder conf/tenants/cdnwo."
                + " Did you mean cdnow?");
    assertThat(Conf.in(temp).refusal("bookshop"))
        .isEqualTo(
            "Cannot read settings of tenant 'bookshop': found no folder conf/tenants/bookshop,"
                + " expected one of cdnow, demo, shop");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../cdnow",
        "cdnow/../demo",
        "/etc",
        "..",
        "",
        "Cdnow",
        "7up",
        "a b",
        "a\0b",
        "-a",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void shouldRefuseNamesThatCouldLeaveTheFolder(String tenant) {
    assertThat(Conf.in(temp).refusal(tenant))
        .isEqualTo(
            "Invalid tenant '"
                + tenant
                + "': expected a small letter, then up to 39 small letters, digits, _ or -");
  }
}
