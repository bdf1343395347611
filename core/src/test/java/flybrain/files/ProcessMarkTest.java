package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessMarkTest {
  /// Above every number that a system gives to a process.
  private static final String NOBODY = "-999999999999";

  @TempDir private Path folder;

  /// The mark of a process of this machine that has ended.
  static String ended() {
    return ProcessMark.own().replaceFirst("-.*", NOBODY);
  }

  /// The mark of an ended process of another machine or container.
  static String elsewhere() {
    return (ProcessMark.own().startsWith("0") ? "1" : "0") + ended().substring(1);
  }

  /// The same as `test_table_is_the_one_of_java` of the Python package.
  @Test
  void table_isOfTheBootAndOfTheNamespace() throws IOException {
    Path proc = proc("bdeb8b65-6004-4208-9343-3ae91829bc0b\n", "pid:[4026531836]");
    assertThat(ProcessMark.table(proc)).isEqualTo("bdeb649a9ff8");
  }

  @Test
  void containersOfAMachineAndTwoBoots_haveTablesOfTheirOwn() throws IOException {
    String boot = "bdeb8b65-6004-4208-9343-3ae91829bc0b\n";
    assertThat(ProcessMark.table(proc(boot, "pid:[4026531836]")))
        .isEqualTo(ProcessMark.table(proc(boot, "pid:[4026531836]")))
        .isNotEqualTo(ProcessMark.table(proc(boot, "pid:[4026532417]")))
        .isNotEqualTo(ProcessMark.table(proc("0" + boot.substring(1), "pid:[4026531836]")));
  }

  @Test
  void systemWithoutProc_hasARandomTable() throws IOException {
    Path none = folder.resolve("none");
    Path odd = proc("no boot", "pid:[1]");
    assertThat(ProcessMark.table(none))
        .matches("[0-9a-f]{12}")
        .isNotEqualTo(ProcessMark.table(none));
    assertThat(ProcessMark.table(odd)).matches("[0-9a-f]{12}").isNotEqualTo(ProcessMark.table(odd));
  }

  @Test
  void own_namesThisProcess() {
    assertThat(ProcessMark.own())
        .matches(ProcessMark.PATTERN)
        .endsWith("-" + ProcessHandle.current().pid());
  }

  @Test
  void words_sayWhichProcess() {
    long pid = ProcessHandle.current().pid();
    assertThat(ProcessMark.words(ProcessMark.own())).isEqualTo("process " + pid);
    assertThat(ProcessMark.words(elsewhere()))
        .matches("process \\d+ \\(perhaps of another machine or container\\)");
    assertThat(ProcessMark.words("")).isEqualTo("another process");
    assertThat(ProcessMark.words(ProcessMark.own() + "x")).isEqualTo("another process");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void onlyWhatAnEndedProcessOfThisMachineAndUserLeft_isAbandoned() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(ProcessMark.isAbandoned(file, ended())).isTrue();
    assertThat(ProcessMark.isAbandoned(file, elsewhere())).isFalse();
    assertThat(ProcessMark.isAbandoned(file, ProcessMark.own())).isFalse();
    assertThat(ProcessMark.isAbandoned(folder.resolve("gone"), ended())).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fileOfAnotherUser_isNotAbandoned() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assumeTrue(Files.getAttribute(file, "unix:uid").equals(0), "only root gives files away");
    Files.setAttribute(file, "unix:uid", 12345);
    assertThat(ProcessMark.isAbandoned(file, ended())).isFalse();
  }

  private Path proc(String boot, String namespace) throws IOException {
    Path proc = Files.createTempDirectory(folder, "proc");
    Path random = Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.writeString(random.resolve("boot_id"), boot);
    Path names = Files.createDirectories(proc.resolve("self/ns"));
    Files.createSymbolicLink(names.resolve("pid"), Path.of(namespace));
    return proc;
  }
}
