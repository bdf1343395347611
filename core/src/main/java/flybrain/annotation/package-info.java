/// What is known of neurons beside their ids: types, classes, sides and more, from published
/// tables.
///
/// [flybrain.annotation.NeuronAnnotations] are the annotations of one connectome, as
/// `Connectome.annotations()` has them: a value or none for each neuron index in each
/// [flybrain.annotation.AnnotationColumn]. [flybrain.annotation.AnnotationTables] makes them from
/// tables of users, where [flybrain.annotation.ColumnName] gives columns of many names one;
/// [flybrain.annotation.AnnotationFile] keeps them in a form that opens at once.
@NullMarked
package flybrain.annotation;

import org.jspecify.annotations.NullMarked;
