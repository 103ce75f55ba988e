package io.jenkins.plugins.imagepolicy.engine.language.go.template;

import io.jenkins.plugins.imagepolicy.engine.language.go.format.GoValue;
import io.jenkins.plugins.imagepolicy.engine.language.go.text.Utf8;
import java.util.Arrays;
import java.util.List;

/** {@code index} and {@code slice}. */
final class Elements {
    private Elements() {}

    static GoValue index(GoValue from, List<GoValue> keys) throws TemplateException {
        GoValue v = from;
        if (v instanceof GoValue.Nil) {
            throw new TemplateException("index of untyped nil");
        }
        for (GoValue key : keys) {
            if (v instanceof GoValue.ListOf list) {
                v = list.elements().get(position(key, list.elements().size() - 1));
            } else if (v instanceof GoValue.Text text) {
                byte[] bytes = Utf8.encode(text.value());
                v = new GoValue.Int(bytes[position(key, bytes.length - 1)] & 0xFF);
            } else if (v instanceof GoValue.MapOf map) {
                if (!(key instanceof GoValue.Text t && t.type().equals("string"))) {
                    throw new TemplateException("value has type " + key.type() + "; should be string");
                }
                v = map.entries().getOrDefault(t.value(), Renderer.MISSING);
            } else {
                throw new TemplateException("can't index item of type " + v.type());
            }
        }
        return v;
    }

    private static int position(GoValue key, int last) throws TemplateException {
        if (!(key instanceof GoValue.Int i)) {
            throw new TemplateException("cannot index slice/array with type " + key.type());
        }
        if (i.value() < 0 || i.value() > last) {
            throw new TemplateException("index out of range: " + i.value());
        }
        return (int) i.value();
    }

    static GoValue slice(GoValue v, List<GoValue> bounds) throws TemplateException {
        byte[] bytes = v instanceof GoValue.Text t ? Utf8.encode(t.value()) : null;
        if (bytes == null && !(v instanceof GoValue.ListOf)) {
            throw new TemplateException("can't slice item of type " + v.type());
        }
        if (bounds.size() > (bytes == null ? 3 : 2)) {
            throw new TemplateException("too many slice indexes: " + bounds.size());
        }
        int size = bytes == null ? ((GoValue.ListOf) v).elements().size() : bytes.length;
        int from = bounds.isEmpty() ? 0 : position(bounds.get(0), size);
        int to = bounds.size() < 2 ? size : position(bounds.get(1), size);
        if (bounds.size() == 3 && position(bounds.get(2), size) < to || from > to) {
            throw new TemplateException("invalid slice index: " + from + " > " + to);
        }
        return bytes == null
                ? new GoValue.ListOf(((GoValue.ListOf) v).elements().subList(from, to))
                : new GoValue.Text(Utf8.decode(Arrays.copyOfRange(bytes, from, to)));
    }
}
