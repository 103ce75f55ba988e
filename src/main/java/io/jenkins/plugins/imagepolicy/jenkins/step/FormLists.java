package io.jenkins.plugins.imagepolicy.jenkins.step;

import net.sf.json.JSONArray;
import net.sf.json.JSONObject;

/** Lists that a form shows as a text area. */
final class FormLists {
    private FormLists() {}

    /** The form with the field as a list, one element a line. */
    static JSONObject split(JSONObject form, String field) {
        if (form != null && form.opt(field) instanceof String text) {
            JSONArray lines = new JSONArray();
            text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
            form.put(field, lines);
        }
        return form;
    }
}
