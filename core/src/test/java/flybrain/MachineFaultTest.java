package flybrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class MachineFaultTest {
  /// The words of the Java virtual machine when a page of a mapped file is gone.
  @Test
  void fileCutWhileItIsMapped_isReportedAsSuch() {
    InternalError cut =
        new InternalError("a fault occurred in an unsafe memory access operation in compiled code");
    assertThat(MachineFault.words(cut))
        .hasValueSatisfying(words ->
            assertThat(words)
                .isEqualTo(
                    "a file was truncated or its disk filled up while in use; free some space "
                        + "and run the command again"));
  }

  @Test
  void outOfMemory_namesTheHeapAndTheFlag() {
    assertThat(MachineFault.words(new OutOfMemoryError("Java heap space")))
        .hasValueSatisfying(words ->
            assertThat(words)
                .startsWith("out of memory: the heap has ")
                .contains("FLYBRAIN_JAVA_OPTS=-Xmx8g"));
  }

  @Test
  void libraryThatCannotBeLoaded_isReportedWithItsReasonAndTheFolder() {
    LinkageError fault = new ExceptionInInitializerError(new NoSuchFileException("libbrotli.so"));
    assertThat(MachineFault.words(fault))
        .hasValueSatisfying(words -> assertThat(words).contains("libbrotli.so", "FLYBRAIN_TMP"));
  }

  @Test
  void mistakesOfOurs_areNotExcused() {
    assertThat(MachineFault.words(new IllegalStateException("x"))).isEmpty();
    assertThat(MachineFault.words(new InternalError("x"))).isEmpty();
  }
}
