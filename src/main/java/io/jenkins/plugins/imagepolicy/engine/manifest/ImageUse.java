package io.jenkins.plugins.imagepolicy.engine.manifest;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * A container's image within a workload.
 *
 * @param image as written, not yet parsed
 * @param pointer of the {@code image} value within the resource
 * @param path the same in the way people write it: {@code spec.template.spec.containers[0].image}
 * @param line of the image's value in the file, from 1
 */
public record ImageUse(
        String image, ContainerRole role, String container, JsonPointer pointer, String path, int line, int column) {
    /** Tells the uses of one workload apart: the place, or the image where an expression put it together. */
    public String key() {
        String place = pointer.toString();
        return place.isEmpty() ? image : place;
    }
}
