package flybrain.cli;

import java.util.List;

/// A shell script that submits a campaign to the scheduler of a cluster: a job array for each
/// stage, which starts when the stage before has ended, then a job that joins all.
///
/// @param scheduler that it is for
/// @param name of the campaign, with which the names of jobs begin
/// @param stages in the order in which they run
/// @param merge command that joins all
/// @param notes for whoever reads it, a line each
/// @param threads of a shard
/// @param gigabytes of memory of a shard
record ArrayScript(
    Scheduler scheduler,
    String name,
    List<Job> stages,
    Job merge,
    List<String> notes,
    int threads,
    int gigabytes) {

  ArrayScript {
    stages = List.copyOf(stages);
    notes = List.copyOf(notes);
  }

  /// A job array, or a job.
  ///
  /// @param name that follows the campaign's in its name
  /// @param shards of the array, 0 for a single job
  /// @param command that runs; in an array it ends with the number of the shard and `/shards`
  /// @param minutes that it may take
  record Job(String name, int shards, String command, long minutes) {}

  /// The scheduler of a cluster.
  enum Scheduler {
    SLURM("Slurm", "$SLURM_ARRAY_TASK_ID"),
    LSF("LSF", "$LSB_JOBINDEX"),
    SGE("Grid Engine", "$SGE_TASK_ID");

    private final String words;
    private final String index;

    Scheduler(String words, String index) {
      this.words = words;
      this.index = index;
    }

    /// The shell's word for the number of a shard.
    String index() {
      return index;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /// The text of the script.
  String text() {
    StringBuilder text = new StringBuilder("#!/bin/bash\n");
    notes.forEach(note -> text.append("# ").append(note).append('\n'));
    text.append("set -eu\nmkdir -p ").append(logs()).append('\n');
    String before = "";
    for (Job stage : stages) {
      text.append(submitted(stage, threads, before));
      before = variable(stage);
    }
    text.append(submitted(merge, 1, before));
    String all = String.join(" ", stages.stream().map(stage -> "$" + variable(stage)).toList());
    return text.append("\necho \"submitted: stages ")
        .append(all)
        .append(", then $")
        .append(variable(merge))
        .append("; logs in ")
        .append(logs())
        .append("\"\n")
        .toString();
  }

  private String logs() {
    return name + "-logs";
  }

  private static String variable(Job job) {
    return job.name.replace('-', '_');
  }

  /// The job, which reads its command as a script from its standard input.
  private String submitted(Job job, int cores, String before) {
    return """

    %s=$(%s <<'END'
    #!/bin/bash
    exec %s
    END
    )
    %s\
    """
        .formatted(
            variable(job), submission(job, cores, before), job.command, numberOf(variable(job)));
  }

  private String submission(Job job, int cores, String before) {
    String own = name + "-" + job.name;
    return switch (scheduler) {
      case SLURM ->
          "sbatch --parsable --job-name=%s%s \\\n  --cpus-per-task=%d --mem=%dG --time=%d --output=%s/%%x%s.log%s"
              .formatted(
                  own,
                  job.shards == 0 ? "" : " --array=1-" + job.shards,
                  cores,
                  gigabytes,
                  job.minutes,
                  logs(),
                  job.shards == 0 ? "" : "-%a",
                  before.isEmpty()
                      ? ""
                      : " \\\n  --dependency=afterok:$%s --kill-on-invalid-dep=yes"
                          .formatted(before));
      case LSF ->
          "bsub -J '%s%s' \\\n  -n %d -R 'span[hosts=1] rusage[mem=%dGB]' -W %d -o %s/%s%s.log%s"
              .formatted(
                  own,
                  job.shards == 0 ? "" : "[1-%d]".formatted(job.shards),
                  cores,
                  gigabytes,
                  job.minutes,
                  logs(),
                  own,
                  job.shards == 0 ? "" : "-%I",
                  before.isEmpty() ? "" : " \\\n  -w \"done($%s)\" -ti".formatted(before));
      case SGE ->
          "qsub -terse -N %s%s \\\n  -pe smp %d -l mem_free=%dG,h_rt=%d -S /bin/bash -cwd -V -j y -o %s%s"
              .formatted(
                  own,
                  job.shards == 0 ? "" : " -t 1-" + job.shards,
                  cores,
                  gigabytes,
                  60 * job.minutes,
                  logs(),
                  before.isEmpty() ? "" : " \\\n  -hold_jid \"$%s\"".formatted(before));
    };
  }

  /// A line that takes the number of a job from what its submission printed.
  private String numberOf(String variable) {
    return switch (scheduler) {
      // The number alone, or followed by a semicolon and the name of the cluster.
      case SLURM -> "%s=${%s%%%%;*}\n".formatted(variable, variable);
      // Job <123> is submitted to queue <normal>.
      case LSF -> "%s=${%s#*<}\n%s=${%s%%%%>*}\n".formatted(variable, variable, variable, variable);
      // 123.1-40:1
      case SGE -> "%s=${%s%%%%.*}\n".formatted(variable, variable);
    };
  }
}
