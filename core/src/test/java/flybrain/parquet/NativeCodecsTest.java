package flybrain.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.util.ZstdVersion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The libraries that compress Parquet files are native code: each must be there for every system.
class NativeCodecsTest {
  static Stream<String> libraries() {
    String zstd = "libzstd-jni-" + ZstdVersion.VERSION;
    return Stream.of(
            List.of(
                "lib/linux-x86_64/libbrotli.so",
                "lib/linux-aarch64/libbrotli.so",
                "lib/osx-x86_64/libbrotli.dylib",
                "lib/osx-aarch64/libbrotli.dylib",
                "lib/windows-x86_64/brotli.dll",
                "lib/windows-aarch64/brotli.dll"),
            List.of(
                "org/xerial/snappy/native/Linux/x86_64/libsnappyjava.so",
                "org/xerial/snappy/native/Linux/aarch64/libsnappyjava.so",
                "org/xerial/snappy/native/Mac/x86_64/libsnappyjava.dylib",
                "org/xerial/snappy/native/Mac/aarch64/libsnappyjava.dylib",
                "org/xerial/snappy/native/Windows/x86_64/snappyjava.dll",
                "org/xerial/snappy/native/Windows/aarch64/snappyjava.dll"),
            List.of(
                "linux/amd64/" + zstd + ".so",
                "linux/aarch64/" + zstd + ".so",
                "darwin/x86_64/" + zstd + ".dylib",
                "darwin/aarch64/" + zstd + ".dylib",
                "win/amd64/" + zstd + ".dll",
                "win/aarch64/" + zstd + ".dll"),
            // Elsewhere the library does it in Java.
            List.of(
                "net/jpountz/util/linux/amd64/liblz4-java.so",
                "net/jpountz/util/linux/aarch64/liblz4-java.so",
                "net/jpountz/util/darwin/x86_64/liblz4-java.dylib",
                "net/jpountz/util/darwin/aarch64/liblz4-java.dylib",
                "net/jpountz/util/win32/amd64/liblz4-java.so"))
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void nativeLibrary_ofEachSystem_isOnTheClassPath(String library) {
    assertThat(NativeCodecsTest.class.getClassLoader().getResource(library)).isNotNull();
  }
}
