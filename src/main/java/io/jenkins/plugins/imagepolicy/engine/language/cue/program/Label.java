package io.jenkins.plugins.imagepolicy.engine.language.cue.program;

import java.util.Set;

/** The key of a field or list element. */
public final class Label implements Comparable<Label> {
    private static final Set<String> KEYWORDS =
            Set.of("true", "false", "null", "for", "in", "if", "let", "package", "import");

    /** What a label names. */
    public enum Type {
        STRING,
        INT,
        DEFINITION,
        HIDDEN,
        HIDDEN_DEFINITION,
        LET
    }

    private final Type type;
    private final String name;
    /** The index of an element, the hash of a name. */
    private final int number;

    private Label(Type type, String name, int index) {
        this.type = type;
        this.name = name;
        this.number = name == null ? index : name.hashCode() * 31 + type.ordinal();
    }

    /** A label as an identifier in source spells it. */
    public static Label identifier(String name) {
        Type type = name.startsWith("_#")
                ? Type.HIDDEN_DEFINITION
                : name.startsWith("#") ? Type.DEFINITION : name.startsWith("_") ? Type.HIDDEN : Type.STRING;
        return new Label(type, name, 0);
    }

    /** A regular field of any name. */
    public static Label string(String name) {
        return new Label(Type.STRING, name, 0);
    }

    public static Label index(int index) {
        return new Label(Type.INT, null, index);
    }

    public static Label let(String name) {
        return new Label(Type.LET, name, 0);
    }

    public String name() {
        return name;
    }

    public int index() {
        return number;
    }

    public boolean isString() {
        return type == Type.STRING;
    }

    public boolean isInt() {
        return type == Type.INT;
    }

    public boolean isLet() {
        return type == Type.LET;
    }

    /** Regular fields and list elements: what patterns match and {@code for} visits. */
    public boolean isRegular() {
        return type == Type.STRING || type == Type.INT;
    }

    public boolean isDefinition() {
        return type == Type.DEFINITION || type == Type.HIDDEN_DEFINITION;
    }

    /** As a path of CUE writes it. */
    @Override
    public String toString() {
        if (type == Type.INT) {
            return Integer.toString(number);
        }
        if (type == Type.STRING && !isPlain(name)) {
            return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
        }
        return name;
    }

    private static boolean isPlain(String name) {
        if (name.isEmpty() || name.startsWith("_") || name.startsWith("#") || KEYWORDS.contains(name)) {
            return false;
        }
        int first = name.codePointAt(0);
        return (Character.isLetter(first) || first == '$')
                && name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '$');
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Label label
                        && label.number == number
                        && label.type == type
                        && (name == null || name.equals(label.name)));
    }

    @Override
    public int hashCode() {
        return name == null ? number * 31 + 7 : number;
    }

    /** An order that lets a map find labels fast whose hashes are made to be the same. */
    @Override
    public int compareTo(Label other) {
        int order = type.compareTo(other.type);
        if (order != 0) {
            return order;
        }
        return name == null ? Integer.compare(number, other.number) : name.compareTo(other.name);
    }
}
