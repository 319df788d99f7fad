#include "CThemes.h"

// One line a file of the folder `themes`, in the order in which they are offered.
static const uint8_t themes[] = {
#embed "../../themes/dark.toml" suffix(, 0, )
#embed "../../themes/light.toml" suffix(, 0, )
#embed "../../themes/high-contrast.toml" suffix(, 0, )
#embed "../../themes/colour-blind.toml" suffix(, 0, )
#embed "../../themes/sixteen.toml" suffix(, 0, )
#embed "../../themes/mono.toml" suffix(, 0, )
#embed "../../themes/catppuccin-latte.toml" suffix(, 0, )
#embed "../../themes/catppuccin-mocha.toml" suffix(, 0, )
#embed "../../themes/dracula.toml" suffix(, 0, )
#embed "../../themes/gruvbox-dark.toml" suffix(, 0, )
#embed "../../themes/gruvbox-light.toml" suffix(, 0, )
#embed "../../themes/nord.toml" suffix(, 0, )
#embed "../../themes/one-dark.toml" suffix(, 0, )
#embed "../../themes/rose-pine.toml" suffix(, 0, )
#embed "../../themes/solarized-dark.toml" suffix(, 0, )
#embed "../../themes/solarized-light.toml" suffix(, 0, )
#embed "../../themes/tokyo-night.toml" suffix(, 0, )
};

spotter_theme_files spotter_themes(void) {
    return (spotter_theme_files){themes, sizeof themes};
}
