import static java.lang.classfile.ClassFile.StackMapsOption.GENERATE_STACK_MAPS;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Writes the classes of a jar in the present class format: `java -cp JAR CurrentClasses.java JAR`.
///
/// Java's start-up cache leaves out classes from before Java 6, as those of picocli are: they lack
/// the stack maps by which it checks classes beforehand. Nothing but the format changes.
final class CurrentClasses {
  private static final int LAST_WITHOUT_STACK_MAPS = ClassFile.JAVA_5_VERSION;

  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path part = Path.of(jar + ".part");
    try (JarFile from = new JarFile(jar.toFile());
        OutputStream file = Files.newOutputStream(part);
        JarOutputStream to = new JarOutputStream(file)) {
      for (JarEntry entry : Collections.list(from.entries())) {
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        to.putNextEntry(copy);
        to.write(entry.getName().endsWith(".class") ? current(bytes) : bytes);
      }
    }
    Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] current(byte[] bytes) {
    ClassHierarchyResolver onClassPath =
        ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader());
    ClassFile format =
        ClassFile.of(
            GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(onClassPath.orElse(ClassHierarchyResolver.defaultResolver())));
    var model = format.parse(bytes);
    if (model.majorVersion() > LAST_WITHOUT_STACK_MAPS) {
      return bytes;
    }
    return format.transformClass(
        model,
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen(
                ClassTransform.endHandler(
                    made -> made.withVersion(ClassFile.latestMajorVersion(), 0))));
  }
}
