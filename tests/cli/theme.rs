//! `ssr-site theme`

use crate::harness::Place;

#[test]
fn the_list() {
    let place = Place::started();
    place.write(
        "themes/mine/theme.toml",
        "name = \"Mine\"\ndescription = \"Ours alone\"\nbase = \"fragment\"\n",
    );
    place.write("book.toml", "[book]\ntitle = \"R\"\n[output.html]\ntheme = \"mine\"\n");
    let ended = place.run(&["theme", "list"]);
    ended.code(0).stderr("");
    let lines: Vec<&str> = ended.out().lines().collect();
    assert!(lines[0].starts_with("default   built in                            "), "{lines:#?}");
    assert!(lines[1].starts_with("fragment  built in, based on default          "), "{lines:#?}");
    assert_eq!(lines[2], "mine      in use: themes/mine, based on fragment  Ours alone");
}

#[test]
fn one_template() {
    let place = Place::started();
    place
        .run(&["theme", "eject", "templates/page.html"])
        .code(0)
        .stderr("wrote `themes/default/templates/page.html`\n");
    place.run(&["build"]).code(0);
    place.write("themes/default/templates/page.html", "ours");
    place.run(&["theme", "eject", "default", "templates/page.html"]).code(2).stderr(
        "error: `themes/default/templates/page.html` already exists\n\
         help: remove or rename it, or choose another name\n",
    );
    place.run(&["build", "-q"]).code(0);
    assert_eq!(place.read("public/about.html"), "ours");
}

#[test]
fn a_whole_theme() {
    let place = Place::started();
    place.write("themes/fragment/theme.toml", "name = \"Ours\"\n");
    place
        .run(&["theme", "eject", "fragment"])
        .code(0)
        .stdout("")
        .says("kept `themes/fragment/theme.toml`")
        .says("wrote `themes/fragment/templates/base.html`")
        .says("to use it, set `theme = \"fragment\"` under `[output.html]` in book.toml");
    assert_eq!(place.read("themes/fragment/theme.toml"), "name = \"Ours\"\n");
    place.run(&["theme", "eject", "-q"]).code(0).stdout("").stderr("");
    assert!(place.path("themes/default/assets/style.css").is_file());
    place.run(&["build", "-q"]).code(0).stderr("");
}

#[test]
fn a_theme_of_the_project_takes_from_its_base() {
    let place = Place::started();
    place.write("themes/mine/theme.toml", "name = \"Mine\"\n");
    place.run(&["theme", "eject", "mine", "-q", "templates/page.html"]).code(0);
    assert!(place.path("themes/mine/templates/page.html").is_file());
    place.run(&["theme", "eject", "mine"]).code(2).stderr(
        "\
error: the theme `mine` has no built-in files
help: name the files of its base to override, such as `templates/page.html`
",
    );
}

#[test]
fn names_that_mean_nothing() {
    let place = Place::started();
    let case = |args: &[&str], expected: &str| {
        place.run(args).code(2).stdout("").stderr(expected);
    };
    case(
        &["theme", "eject", "fragmnet"],
        "error: there is no theme `fragmnet`\nhelp: did you mean `fragment`?\n",
    );
    case(
        &["theme", "eject", "page.html"],
        "error: the theme `default` has no file `page.html`\n\
         help: did you mean `templates/page.html`?\n",
    );
    case(
        &["theme", "eject", "templates/pages.html"],
        "error: the theme `default` has no file `templates/pages.html`\n\
         help: did you mean `templates/page.html`?\n",
    );
}
