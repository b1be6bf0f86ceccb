package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DesktopBrowserTest {
  @Test
  void everySystemHasItsOwnWayToOpenAPage() {
    assertThat(DesktopBrowser.command("Linux")).containsExactly("xdg-open");
    assertThat(DesktopBrowser.command("FreeBSD")).containsExactly("xdg-open");
    assertThat(DesktopBrowser.command("Mac OS X")).containsExactly("open");
    assertThat(DesktopBrowser.command("Darwin")).containsExactly("open");
    assertThat(DesktopBrowser.command("Windows 11"))
        .containsExactly("rundll32", "url.dll,FileProtocolHandler");
  }
}
