package io.jenkins.plugins.imagepolicy.engine.language.cue.eval;

import io.jenkins.plugins.imagepolicy.engine.language.cue.program.Expr;
import io.jenkins.plugins.imagepolicy.engine.language.cue.program.FieldType;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Operator;

/** Inserts the declarations of a struct into a node. */
final class StructInserter {
    private final Evaluation evaluation;
    private final Closedness closedness;

    StructInserter(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.closedness = evaluation.closedness;
    }

    void struct(Node node, Env env, Expr.Struct struct, Provenance from, boolean comprehended) {
        evaluation.inserter.cyclicStatus(node, from);
        node.closed.note(from, Evidence.Mark.STRUCT);
        node.hasStruct = true;
        Env scope = new Env(env, node);
        Provenance provenance = from;
        if (struct.embeds() && !comprehended && from.outer() == null && !from.fromEmbedding() && !struct.file()) {
            provenance = closedness.struct(node, from);
        }
        declareLets(node, scope, struct);
        for (Expr.Decl decl : struct.decls()) {
            declaration(node, scope, decl, provenance, comprehended);
        }
        if (struct.open()) {
            node.hasEllipsis = true;
            node.closed.note(provenance, Evidence.Mark.ELLIPSIS);
        }
        if (!struct.embeds()) {
            evaluation.kinds.mustBeStruct(node, struct, struct.at(), provenance);
        }
    }

    private void declareLets(Node node, Env scope, Expr.Struct struct) {
        for (Expr.Decl decl : struct.decls()) {
            if (decl instanceof Expr.LetField let) {
                Node value = new Node(node, let.label(), node.depth + 1);
                value.inline = true;
                value.conjuncts.add(new Conjunct(scope, let.value(), Provenance.NONE));
                scope.declareLet(let.label(), value);
            }
        }
    }

    private void declaration(Node node, Env scope, Expr.Decl decl, Provenance provenance, boolean comprehended) {
        if (decl instanceof Expr.Field field) {
            Provenance inner = comprehended ? provenance : provenance.field();
            if (field.type() == FieldType.MEMBER && field.label().isString()) {
                evaluation.kinds.mustBeStruct(node, field.value(), field.at(), provenance);
            }
            if (field.type() == FieldType.OPTIONAL) {
                inner = inner.optional();
            }
            evaluation.fields.arc(node, field.label(), field.type(), new Conjunct(scope, field.value(), inner));
        } else if (decl instanceof Expr.Embedding embedding) {
            Provenance inner = isPlainOperation(embedding.value())
                    ? provenance.withEmbedding(true)
                    : closedness.embedding(node, provenance.withEmbedding(true));
            evaluation.inserter.schedule(node, scope, embedding.value(), inner);
        } else if (decl instanceof Expr.Comprehension comprehension) {
            Provenance inner =
                    closedness.embedding(node, provenance.withEmbedding(true)).optional();
            if (comprehension.value().decls().stream().anyMatch(StructInserter::declaresStruct)) {
                node.addConditionalStructs(comprehension);
            }
            node.addCondition(comprehension);
            node.addTask(new Task(Task.Type.COMPREHENSION, scope, comprehension, inner, comprehension.labels()));
        } else if (decl instanceof Expr.ComputedField field) {
            if (field.type() == FieldType.MEMBER) {
                evaluation.kinds.mustBeStruct(node, field.value(), field.at(), provenance);
            }
            node.addTask(new Task(Task.Type.COMPUTED_FIELD, scope, field, provenance.field(), null));
        } else if (decl instanceof Expr.PatternField pattern) {
            node.addTask(new Task(
                    Task.Type.PATTERN, scope, pattern, provenance.field().optional(), null));
        }
    }

    private static boolean declaresStruct(Expr.Decl decl) {
        return decl instanceof Expr.Field field && field.value() instanceof Expr.Struct;
    }

    private static boolean isPlainOperation(Expr expr) {
        return expr instanceof Expr.Binary binary && binary.operator() != Operator.AND;
    }
}
