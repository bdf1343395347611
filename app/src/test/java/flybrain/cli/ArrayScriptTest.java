package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrayScriptTest {
  @TempDir private Path folder;

  private static ArrayScript script(ArrayScript.Scheduler scheduler) {
    return new ArrayScript(
        scheduler,
        "screen",
        List.of(
            new ArrayScript.Job(
                "stage1", 1, "flybrain run 'a b' \"" + scheduler.index() + "/1\"", 10),
            new ArrayScript.Job("stage2", 40, "flybrain run \"" + scheduler.index() + "/40\"", 25)),
        new ArrayScript.Job("merge", 0, "flybrain campaign merge campaigns/screen", 10),
        List.of("Why."),
        4,
        2);
  }

  @Test
  void slurm_isAsItsManualSays() {
    assertThat(script(ArrayScript.Scheduler.SLURM).text())
        .isEqualTo(
            """
            #!/bin/bash
            # Why.
            set -eu
            mkdir -p screen-logs

            stage1=$(sbatch --parsable --job-name=screen-stage1 --array=1-1 \\
              --cpus-per-task=4 --mem=2G --time=10 --output=screen-logs/%x-%a.log <<'END'
            #!/bin/bash
            exec flybrain run 'a b' "$SLURM_ARRAY_TASK_ID/1"
            END
            )
            stage1=${stage1%%;*}

            stage2=$(sbatch --parsable --job-name=screen-stage2 --array=1-40 \\
              --cpus-per-task=4 --mem=2G --time=25 --output=screen-logs/%x-%a.log \\
              --dependency=afterok:$stage1 --kill-on-invalid-dep=yes <<'END'
            #!/bin/bash
            exec flybrain run "$SLURM_ARRAY_TASK_ID/40"
            END
            )
            stage2=${stage2%%;*}

            merge=$(sbatch --parsable --job-name=screen-merge \\
              --cpus-per-task=1 --mem=2G --time=10 --output=screen-logs/%x.log \\
              --dependency=afterok:$stage2 --kill-on-invalid-dep=yes <<'END'
            #!/bin/bash
            exec flybrain campaign merge campaigns/screen
            END
            )
            merge=${merge%%;*}

            echo "submitted: stages $stage1 $stage2, then $merge; logs in screen-logs"
            """);
  }

  @Test
  void lsf_isAsItsManualSays() {
    assertThat(script(ArrayScript.Scheduler.LSF).text())
        .contains(
            """
            stage2=$(bsub -J 'screen-stage2[1-40]' \\
              -n 4 -R 'span[hosts=1] rusage[mem=2GB]' -W 25 -o screen-logs/screen-stage2-%I.log \\
              -w "done($stage1)" -ti <<'END'
            #!/bin/bash
            exec flybrain run "$LSB_JOBINDEX/40"
            END
            )
            stage2=${stage2#*<}
            stage2=${stage2%%>*}
            """);
  }

  @Test
  void sge_isAsItsManualSays() {
    assertThat(script(ArrayScript.Scheduler.SGE).text())
        .contains(
            """
            stage2=$(qsub -terse -N screen-stage2 -t 1-40 \\
              -pe smp 4 -l mem_free=2G,h_rt=1500 -S /bin/bash -cwd -V -j y -o screen-logs \\
              -hold_jid "$stage1" <<'END'
            #!/bin/bash
            exec flybrain run "$SGE_TASK_ID/40"
            END
            )
            stage2=${stage2%%.*}
            """);
  }

  /// With a command in place of the scheduler's that answers as it does.
  @ParameterizedTest
  @EnumSource
  void script_takesTheNumbersOfJobsFromWhatTheSchedulerPrints(ArrayScript.Scheduler scheduler)
      throws IOException, InterruptedException {
    String answer =
        switch (scheduler) {
          case SLURM -> "%d;cluster";
          case LSF -> "Job <%d> is submitted to default queue <normal>.";
          case SGE -> "%d.1-40:1";
        };
    String command =
        switch (scheduler) {
          case SLURM -> "sbatch";
          case LSF -> "bsub";
          case SGE -> "qsub";
        };
    Path programs = Files.createDirectory(folder.resolve("bin"));
    Path program =
        Files.writeString(
            programs.resolve(command),
            """
            #!/bin/bash
            cat >> jobs
            echo "$@" >> arguments
            n=$(wc -l < arguments)
            printf '%s\\n' $((100 + n))
            """
                .formatted(answer));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Path file = Files.writeString(folder.resolve("screen.sh"), script(scheduler).text());
    ProcessBuilder builder =
        new ProcessBuilder("bash", file.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().merge("PATH", programs.toString(), (path, own) -> own + ":" + path);
    Process bash = builder.start();
    String output;
    try (InputStream printed = bash.getInputStream()) {
      output = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(output).isEqualTo("submitted: stages 101 102, then 103; logs in screen-logs\n");
    List<String> arguments = Files.readAllLines(folder.resolve("arguments"));
    assertThat(arguments).hasSize(3);
    assertThat(arguments.get(1)).contains("101").contains("1-40");
    assertThat(arguments.get(2)).contains("102");
    assertThat(Files.readString(folder.resolve("jobs")))
        .contains("exec flybrain run 'a b' \"" + scheduler.index() + "/1\"")
        .contains("exec flybrain campaign merge campaigns/screen");
  }
}
