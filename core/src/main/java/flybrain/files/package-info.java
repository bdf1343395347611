/// Writes and names files without ever leaving a half-written one under a final name.
///
/// [flybrain.files.AtomicFile] writes one file and [flybrain.files.StagedFolder] several that
/// appear together; [flybrain.files.FolderLock] keeps other processes out of a folder. What a
/// killed process leaves is recognised by its [flybrain.files.ProcessMark] and deleted by the next.
/// [flybrain.files.Outputs] refuses to write a file that is read, [flybrain.files.WriteException]
/// names a file that cannot be written, and [flybrain.files.ExistingFile] and
/// [flybrain.files.TextFile] say what is wrong with one that is read.
@NullMarked
package flybrain.files;

import org.jspecify.annotations.NullMarked;
