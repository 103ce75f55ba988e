package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.Ast;
import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names that a struct, a clause or a field declares. {@code weight} 1 means that evaluation has a frame for it. */
final class Scope {
    /** What a name stands for. */
    enum Role {
        FIELD,
        ALIAS,
        LET,
        VARIABLE,
        IMPORT,
        PATTERN_LABEL,
        VALUE_ALIAS
    }

    /** One name. {@code declaration} is the field or import behind it. */
    static final class Entry {
        final Role role;
        final Label label;
        final Object declaration;
        final int at;
        boolean used;

        Entry(Role role, Label label, Object declaration, int at) {
            this.role = role;
            this.label = label;
            this.declaration = declaration;
            this.at = at;
        }

        /** Names that may neither shadow a field nor be shadowed by one. */
        boolean isLet() {
            return role == Role.LET || role == Role.ALIAS || role == Role.PATTERN_LABEL || role == Role.VALUE_ALIAS;
        }
    }

    final Scope outer;
    final int weight;
    /** The value of one of its fields is being bound. */
    boolean inField;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Scope(Scope outer, int weight) {
        this.outer = outer;
        this.weight = weight;
    }

    Entry own(String name) {
        return entries.get(name);
    }

    void hide(String name) {
        entries.remove(name);
    }

    void restore(String name, Entry entry) {
        entries.put(name, entry);
    }

    void declare(String name, Entry entry) {
        if (name.equals("_")) {
            if (entry.isLet()) {
                throw CueFault.invalid(entry.at, "cannot use _ as alias or let clause");
            }
            return;
        }
        Entry known = null;
        Scope where = this;
        while (where != null && known == null) {
            known = where.own(name);
            where = known == null ? where.outer : where;
        }
        if (known != null) {
            refuseClash(name, entry, known, where == this);
        }
        if (known == null || where != this || known.role != Role.FIELD) {
            entries.put(name, entry);
        }
    }

    private static void refuseClash(String name, Entry entry, Entry known, boolean same) {
        if (known.role == Role.IMPORT || entry.role == Role.IMPORT) {
            if (same) {
                throw CueFault.invalid(entry.at, name + " redeclared as imported package name");
            }
            if (known.isLet() != entry.isLet()) {
                throw CueFault.invalid(
                        entry.at, "cannot have both alias and field with name \"" + name + "\" in same scope");
            }
            return;
        }
        if (known.isLet() != entry.isLet()) {
            throw CueFault.invalid(
                    entry.at, "cannot have both alias and field with name \"" + name + "\" in same scope");
        }
        if (same && entry.isLet()) {
            throw CueFault.invalid(entry.at, "alias \"" + name + "\" redeclared in same scope");
        }
    }

    void requireAllUsed() {
        entries.forEach((name, entry) -> {
            if (!entry.used && (entry.role == Role.LET || entry.role == Role.ALIAS || entry.role == Role.VALUE_ALIAS)) {
                throw CueFault.invalid(entry.at, "unreferenced alias or let clause " + name);
            }
            if (!entry.used && entry.role == Role.IMPORT) {
                String path = ((Ast.Import) entry.declaration).path();
                throw CueFault.invalid(entry.at, "imported and not used: \"" + path + "\"");
            }
        });
    }
}
