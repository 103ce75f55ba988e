package io.jenkins.plugins.imagepolicy.engine.language.cue.value;

import java.util.ArrayList;
import java.util.List;

/** Sets of CUE types as bit masks: the type lattice. */
public final class Kind {
    public static final int BOTTOM = 0;
    public static final int NULL = 1;
    public static final int BOOL = 2;
    public static final int INT = 4;
    public static final int FLOAT = 8;
    public static final int STRING = 16;
    public static final int BYTES = 32;
    public static final int FUNC = 64;
    public static final int LIST = 128;
    public static final int STRUCT = 256;
    public static final int NUMBER = INT | FLOAT;
    public static final int TOP = 511;
    public static final int COMPOSITE = LIST | STRUCT;

    private static final String[] NAMES = {"null", "bool", "int", "float", "string", "bytes", "func", "list", "struct"};

    private Kind() {}

    /** As CUE's messages name it, e.g. {@code int}, {@code number} or {@code (string|struct)}. */
    public static String name(int kind) {
        if (kind == BOTTOM) {
            return "_|_";
        }
        if (kind == TOP) {
            return "_";
        }
        List<String> parts = new ArrayList<>();
        int rest = kind;
        if ((rest & NUMBER) == NUMBER) {
            rest &= ~NUMBER;
            parts.add("number");
        }
        for (int i = 0; i < NAMES.length; i++) {
            if ((rest & (1 << i)) != 0) {
                parts.add(NAMES[i]);
            }
        }
        return parts.size() == 1 ? parts.get(0) : "(" + String.join("|", parts) + ")";
    }
}
