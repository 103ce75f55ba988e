package io.jenkins.plugins.imagepolicy.engine.registry.layout;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import java.util.Optional;

/** The files of a layout, by their names within it. */
interface LayoutFiles {
    /** Where this is, as the user named it. */
    String place();

    /** @return empty when there is no such file */
    Optional<byte[]> read(String name, long limit) throws RegistryException;

    /** Size in bytes; empty when there is no such file. */
    Optional<Long> size(String name) throws RegistryException;

    default RegistryException fault(ReasonCode code, String why, String remedy) {
        return new RegistryException(code, "Could not read the layout " + place() + " because " + why, remedy);
    }

    default RegistryException invalid(String why) {
        return fault(ReasonCode.CONTENT_INVALID, why, "Do not push it; write the layout again");
    }

    default RegistryException tooLarge(String name, long limit) {
        return invalid(name + " has more than " + limit + " bytes");
    }
}
