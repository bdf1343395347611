package flybrain;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/// A test of one property over many seeded random cases.
///
/// Every case shows its seed; `-Dproperty.seed=N` replays one case, `-Dproperty.tries=N` tries at
/// most N.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(Property.Cases.class)
public @interface Property {
  int tries() default 100;

  /// Supplies one generator for each case.
  final class Cases implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      Long replay = Long.getLong("property.seed");
      int all = context.getRequiredTestMethod().getAnnotation(Property.class).tries();
      int tries = Math.min(all, Integer.getInteger("property.tries", all));
      LongStream seeds = replay == null ? LongStream.range(0, tries) : LongStream.of(replay);
      return seeds.mapToObj(seed ->
          Arguments.of(Named.<RandomGenerator>of("seed " + seed, new SplittableRandom(seed))));
    }
  }
}
