package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The git blob ids of the published files, of either repository (specification of the interface).
class ReleaseTest {
  private static final String CONNECTIVITY_783 = "d386555d1a5f40ebfa1380bcb05b1fab044855fd";
  private static final String CONNECTIVITY_630 = "8b4d9531bc0acbda7c2074ae577e6ac9e2fca166";

  @ParameterizedTest
  @CsvSource({
    "b5a26b82b69a3c2e7fd99cd6810c36fc8f0e492b," + CONNECTIVITY_783 + ", v783",
    "7bdf251b81e857b19f2cf664eeb2e31ba614151f," + CONNECTIVITY_783 + ", v783",
    "be745f0ce054308df21accc5c4b3883aa38498f9," + CONNECTIVITY_630 + ", v630",
    "853af446c8f4f763ce10d554055eadbca0db69af," + CONNECTIVITY_630 + ", v630"
  })
  void content_isThatOfARelease(String completeness, String connectivity, String key) {
    assertThat(Release.ofContent(completeness, connectivity)).map(Release::key).contains(key);
  }

  /// One published file with another is no release.
  @ParameterizedTest
  @CsvSource({
    "b5a26b82b69a3c2e7fd99cd6810c36fc8f0e492b," + CONNECTIVITY_630,
    "be745f0ce054308df21accc5c4b3883aa38498f9," + CONNECTIVITY_783,
    CONNECTIVITY_783 + ",b5a26b82b69a3c2e7fd99cd6810c36fc8f0e492b",
    "b5a26b82b69a3c2e7fd99cd6810c36fc8f0e492b,0000000000000000000000000000000000000000"
  })
  void otherContent_isNone(String completeness, String connectivity) {
    assertThat(Release.ofContent(completeness, connectivity)).isEmpty();
  }

  @Test
  void names_areThoseThatUsersType() {
    assertThat(Release.named("v783")).contains(Release.V783);
    assertThat(Release.named("v630")).contains(Release.V630);
    assertThat(Release.named("783")).isEmpty();
    assertThat(Release.named("V783")).isEmpty();
    assertThat(Release.ALL).containsExactly(Release.V783, Release.V630);
  }
}
